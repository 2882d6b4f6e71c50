"""Names to places: what the text, the other places, the outlet and the parties say."""

from __future__ import annotations

from kawat.places import Context, Mention, ResolvedPlace, home_of, home_of_places, resolve


def first(text: str, name: str, **context: object) -> ResolvedPlace:
    """The place of a name's first mention in a text."""
    start = text.index(name)
    (place,) = resolve([Mention(name, start, start + len(name))], Context(text, **context))  # type: ignore[arg-type]
    assert place is not None
    return place


def test_population_decides_where_nothing_else_does():
    (paris,) = resolve(["Paris"])
    assert paris is not None
    assert paris.country == "FRA"
    assert 0 < paris.score <= 1


def test_the_region_behind_a_comma_decides():
    place = first("The council met in Paris, Texas, on Monday.", "Paris")
    assert place.code == "USA.TX"
    assert place.why[0] == "followed by Texas"


def test_a_short_form_of_a_state_counts():
    assert first("Police in Springfield, Ill., found the car.", "Springfield").code == "USA.IL"


def test_one_name_may_mean_two_places_in_a_document():
    text = "He flew from Paris, France, to Paris, Texas."
    starts = [text.index("Paris"), text.rindex("Paris")]
    found = resolve([Mention("Paris", s, s + 5) for s in starts], Context(text))
    assert [place.country for place in found if place] == ["FRA", "USA"]


def test_a_later_mention_means_what_the_first_was_said_to_be():
    text = "A fire broke out in Paris, Texas. Nobody in Paris was hurt."
    starts = [text.index("Paris"), text.rindex("Paris")]
    found = resolve([Mention("Paris", s, s + 5) for s in starts], Context(text))
    assert [place.code for place in found if place] == ["USA.TX", "USA.TX"]


def test_kabupaten_and_kota_are_told_apart():
    regency = first("Banjir melanda Kabupaten Bandung sejak Senin.", "Bandung")
    city = first("Banjir melanda Kota Bandung sejak Senin.", "Bandung")
    assert (regency.kind, city.kind) == ("district", "city")
    assert regency.code == city.code == "IDN.30"


def test_an_officer_says_the_kind_of_place():
    assert first("Bupati Malang meninjau jalan itu.", "Malang").kind == "district"
    assert first("Wali Kota Malang meninjau jalan itu.", "Malang").kind == "city"


def test_the_province_named_in_the_text_decides_between_namesakes():
    south = first("Warga Kabupaten Banjar mengungsi, kata gubernur Kalimantan Selatan.", "Banjar")
    assert south.admin1 == "Kalimantan Selatan"


def test_places_named_together_support_each_other():
    (alone,) = resolve(["Alexandria"])
    near, other, *_ = resolve(["Alexandria", "Baton Rouge", "Shreveport", "Louisiana"])
    assert alone is not None
    assert near is not None
    assert other is not None
    assert alone.country == "EGY"
    assert near.code == other.code == "USA.LA"


def test_the_outlets_home_counts():
    text = "The mayor of Alexandria opened the new school."
    assert first(text, "Alexandria", home=("USA.LA", "USA")).code == "USA.LA"


def test_straits_seas_and_disputed_areas():
    strait, sea, heights = resolve(["Selat Hormuz", "Laut China Selatan", "Golan Heights"])
    assert strait is not None
    assert sea is not None
    assert heights is not None
    assert strait.kind == "strait"
    assert (sea.country, "IDN" in sea.claimants) == ("", True)
    assert (heights.country, heights.claimants) == ("SYR", ("ISR",))


def test_a_part_of_a_place_is_that_place():
    (place,) = resolve(["northern Iraq"])
    assert place is not None
    assert (place.kind, place.country) == ("country", "IRQ")


def test_a_place_that_is_lacking_is_given_by_what_it_lies_in():
    village = first("Banjir merendam Desa Qwxyzzy, Kecamatan Wxqzy, Kabupaten Cianjur, Jawa Barat, sejak Rabu.", "Qwxyzzy")
    assert (village.kind, village.name, village.code) == ("district", "Kabupaten Cianjur", "IDN.30")
    assert village.why[0] == "not in the gazetteer: lies in Kabupaten Cianjur"
    hall = first("Rapat digelar di Wisma Qwxyzzy, Samarinda, Rabu (3/4).", "Wisma Qwxyzzy", language="id")
    assert (hall.mention, hall.name) == ("Wisma Qwxyzzy", "Samarinda")
    assert first("The bridge at Qwxyzzy, Ill., was closed.", "Qwxyzzy").code == "USA.IL"


def test_a_small_namesake_elsewhere_is_not_taken_for_a_place_that_is_lacking():
    assert first("Warga Senayan, Jakarta, mengeluh.", "Senayan", language="id").code == "IDN.04"
    assert first("The fire broke out in Yreka, Texas, on Friday.", "Yreka").code == "USA.TX"


def test_a_list_of_places_is_not_what_a_place_lies_in():
    text = "Bus itu melewati Qwxyzzy, Garut dan Tasikmalaya."
    assert resolve([Mention("Qwxyzzy", 17, 24)], Context(text, "id")) == [None]


def test_a_name_of_ours_is_no_short_form_of_a_region_elsewhere():
    (gaza,) = resolve(["Gaza"])
    assert gaza is not None
    assert gaza.country == "PSE"


def test_an_unknown_name_gives_none():
    assert resolve(["Qwxyzzy"]) == [None]
    assert resolve([]) == []


def test_an_outlets_home_by_its_name_and_address():
    assert home_of("The Jakarta Post")[-1] == "IDN"
    assert home_of("Kaltim Post") == ("IDN.14", "IDN")
    assert home_of("Warta Uji", "https://www.example.ie/a") == ("IRL",)
    assert home_of("Warta Uji", "https://example.com/a") == ()


def test_an_outlets_home_by_its_places():
    places = resolve(["Surabaya", "Sidoarjo", "Gresik", "Kairo"])
    assert home_of_places(places) == ("IDN.08", "IDN")
    assert home_of_places(places[:1]) == ()
