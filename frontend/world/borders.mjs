// What Natural Earth draws within another country's outline, or as one of nobody, and what Kawat makes of it.

/** Parts that have a code of their own but lie within a country's shape: every polygon within [west, south, east, north]. */
export const PARTS = [
  { of: "FRA", code: "GUF", box: [-55, 2, -51, 6] },
  { of: "FRA", code: "GLP", box: [-62, 15.8, -61, 16.6] },
  { of: "FRA", code: "MTQ", box: [-61.3, 14.3, -60.7, 15] },
  { of: "FRA", code: "REU", box: [55, -21.6, 56, -20.7] },
  { of: "FRA", code: "MYT", box: [44.9, -13.2, 45.4, -12.5] },
  { of: "NOR", code: "SJM", box: [-9.5, 70.5, -7.5, 71.5] },
  { of: "NOR", code: "SJM", box: [9, 74, 36, 81] },
  { of: "NLD", code: "BES", box: [-69, 12, -62, 18] },
  { of: "NZL", code: "TKL", box: [-173, -10, -171, -8] },
  { of: "Indian Ocean Ter.", code: "CXR", box: [105, -11, 106, -10] },
  { of: "Indian Ocean Ter.", code: "CCK", box: [96, -13, 97, -11] },
];

/** Disputed areas that are drawn apart. `whole`: a shape of Natural Earth's own; `box`: polygons of `of`; `south`: what of `of` lies south of that latitude. */
export const DISPUTED = [
  { id: "crimea", of: "RUS", box: [32, 44, 37, 46.5], held: "RUS", claims: ["UKR", "RUS"], name: { id: "Krimea", en: "Crimea" } },
  {
    id: "western-sahara",
    of: "MAR",
    south: 27.667,
    held: "MAR",
    claims: ["ESH", "MAR"],
    name: { id: "Sahara Barat (sebelah barat tanggul)", en: "Western Sahara (west of the berm)" },
  },
  { id: "northern-cyprus", whole: "N. Cyprus", held: "", claims: ["CYP"], name: { id: "Siprus Utara", en: "Northern Cyprus" } },
  { id: "somaliland", whole: "Somaliland", held: "", claims: ["SOM"], name: { id: "Somaliland", en: "Somaliland" } },
  {
    id: "siachen",
    whole: "Siachen Glacier",
    held: "IND",
    claims: ["IND", "PAK"],
    name: { id: "Gletser Siachen", en: "Siachen Glacier" },
  },
];

/** Shapes that are left out: Antarctica, and uninhabited islands without an actor of Kawat's registry. */
export const LEFT_OUT = new Set(["ATA", "ATF", "HMD", "SGS"]);

/** Shapes without a number of ISO 3166: their name, and the code that stands for them. */
export const NAMED = { Kosovo: "XKX", "Ashmore and Cartier Is.": "AUS", "Indian Ocean Ter.": "Indian Ocean Ter." };

/** Too small for the scale of 1:50 million: a point from the scale of 1:10 million. */
export const POINTS = { GIB: "Gibraltar", TUV: "Tuvalu" };
