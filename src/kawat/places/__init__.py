"""Where things happened: names of places resolved to GeoNames ids, coordinates, first-level regions and countries."""

from __future__ import annotations

from kawat.places.acts import of_rows, places_of_claims
from kawat.places.home import home_of, home_of_places
from kawat.places.resolve import Context, Mention, ResolvedPlace, resolve

__all__ = ["Context", "Mention", "ResolvedPlace", "home_of", "home_of_places", "of_rows", "places_of_claims", "resolve"]
