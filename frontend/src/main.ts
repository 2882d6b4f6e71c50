/** The bundle's entry: names the elements and wakes the page. Pages work without it; see ../README.md for what each element expects. */
import { Chart } from "./chart.ts";
import { Copy } from "./copy.ts";
import { wakeForms } from "./forms.ts";
import { WorldMap } from "./map.ts";
import { Network } from "./network.ts";
import { wakePage } from "./page.ts";
import { Review } from "./review.ts";
import { Search } from "./search.ts";

customElements.define("kawat-chart", Chart);
customElements.define("kawat-copy", Copy);
customElements.define("kawat-map", WorldMap);
customElements.define("kawat-network", Network);
customElements.define("kawat-review", Review);
customElements.define("kawat-search", Search);
wakeForms();
wakePage();
