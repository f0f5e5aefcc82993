/** A fact that no rule listens to: other concepts ask where their code runs. */
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type ProcessRecord, processesIn } from "./recognise.ts";

export { type Deployment, deploymentOf, deploymentOfUsers, runsQueue, type SeveralProcesses } from "./deployment.ts";

export interface DeploymentWiring extends ConceptNode {
  type: "Deployment";
}

export const deployment: ConceptKind<ProcessRecord, DeploymentWiring> = {
  name: "Deployment",
  triggers: () => ["workers", "instances", "standalone", "cluster"],
  recognise: processesIn,
  complete: record => ({ type: "Deployment", start: record.start, end: record.end }),
};
