"""What the commands show: readings on a terminal page and as one HTML file."""
