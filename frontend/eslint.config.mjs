import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules/"] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // Article text is hostile and the pages' policy allows no inline style: text goes in as text, styles through the CSSOM.
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: "use textContent or build elements" },
        { property: "outerHTML", message: "build elements" },
        { property: "insertAdjacentHTML", message: "build elements" },
        { object: "document", property: "write", message: "build elements" },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.property.name='setAttribute'][arguments.0.value=/^(style|on.*)$/]",
          message: "refused by the pages' policy",
        },
      ],
    },
  },
  { files: ["test/**/*.ts"], rules: { "@typescript-eslint/no-floating-promises": "off" } },
);
