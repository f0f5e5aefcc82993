/**
 * ESLint's own rules, language and parser are more than half of it. They are reached through its default configuration alone,
 * and that is for whoever gives none.
 */
export function eslintWithoutDefaults() {
  return {
    name: "eslint-without-defaults",
    setup(esbuild) {
      esbuild.onLoad({ filter: /eslint[/\\]lib[/\\]config[/\\]default-config\.js$/ }, () => ({
        contents: "exports.defaultConfig = [];",
      }));
    },
  };
}
