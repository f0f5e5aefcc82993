import type { LanguageId } from "../ir/nodes.ts";

const MANIFEST =
  /(?:^|\/)(?:package\.json|package-lock\.json|pnpm-lock\.yaml|yarn\.lock|bun\.lock|pyproject\.toml|poetry\.lock|uv\.lock|pdm\.lock|Pipfile(?:\.lock)?|requirements[^/]*\.(?:txt|in)|requirements\/[^/]+\.(?:txt|in)|[tj]sconfig[^/]*\.json|wrangler\.(?:toml|jsonc?)|vercel\.json|Procfile|(?:docker-)?compose[^/]*\.ya?ml)$/u;

/** Files of platforms: how many copies of the program run. YAML by its name, or in a folder of deployments. */
const DEPLOYMENT =
  /(?:^|\/)(?:(?:[\w.-]+\.)?Dockerfile(?:\.[\w.-]+)?|fly[\w.-]*\.toml|railway\.(?:toml|json)|netlify\.toml|(?:app|serverless|template|render|values|service|deployment|cloud-?run|cloudbuild|knative)[\w.-]*\.ya?ml|(?:docker-)?(?:entrypoint|start|run|serve|deploy|gunicorn)[\w.-]*\.sh|(?:deploy|deployments?|k8s|kubernetes|kube|helm|manifests)\/(?:[\w-]+\/){0,2}[\w.-]+\.ya?ml)$/u;

/** The language of a file by its name; undefined for files that say nothing to the program. */
export function languageOf(path: string): LanguageId | undefined {
  if (/\.[mc]?tsx?$|\.[mc]?jsx?$/u.test(path)) return "typescript";
  if (path.endsWith(".py")) return "python";
  if (path.endsWith(".sql") || path.endsWith(".prisma")) return "sql";
  return MANIFEST.test(path) || DEPLOYMENT.test(path) ? "config" : undefined;
}

/** A file that tells how the program is deployed and nothing else. */
export function isDeploymentName(path: string): boolean {
  return DEPLOYMENT.test(path);
}
