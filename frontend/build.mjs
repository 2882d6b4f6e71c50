// Bundles src/main.ts into the one module that the pages load; the same input gives the same bytes.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

await build({
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
  entryPoints: ["src/main.ts"],
  outfile: fileURLToPath(new URL("../src/kawat/web/static/kawat.js", import.meta.url)),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  banner: { js: "// Kawat's web desk, Apache-2.0. Made from frontend/ by `npm run build`." },
  logLevel: "warning",
});
