"""Charts as SVG text, drawn by the server: the same picture in the page, for download and without JavaScript.

Colours come twice: as classes, which the page's style sheet turns into the theme's colours, and as attributes, which a
downloaded picture keeps. Nothing in a picture refers to anything elsewhere; texts are escaped.
"""
