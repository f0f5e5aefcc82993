/** Whether something outside a query adds the tenant to it. */
import * as l10n from "@vscode/l10n";
import type { Project } from "../../project/project.ts";
import type { ClassRecord, FileSummary } from "../../project/summary.ts";
import type { EnforcementRecord } from "./enforcement.ts";
import type { Enforcement, QueryRecord } from "./query.ts";
import type { Tenancy } from "./tenancy.ts";

/** Deeper class trees are not followed. */
const MAX_BASES = 6;

interface Held {
  file: FileSummary;
  value: ClassRecord;
}

interface HeldRecord {
  record: EnforcementRecord;
  file: FileSummary;
}

export class Enforcements {
  readonly #project: Project;
  readonly #tenancy: Tenancy;

  constructor(project: Project, tenancy: Tenancy) {
    this.#project = project;
    this.#tenancy = tenancy;
  }

  of(record: QueryRecord, file: FileSummary): Enforcement | undefined {
    if (record.library === "prisma") return this.#byExtension(record, file);
    if (record.library === "sqlalchemy") return this.#byCriteria(record);
    return record.library === "django" ? this.#byManager(record) : undefined;
  }

  /** The client is what a query extension gave back; the client beneath it is not. */
  #byExtension(record: QueryRecord, file: FileSummary): Enforcement | undefined {
    const { client } = record;
    const found = this.#records().filter(one => one.record.library === "prisma");
    if (!client || client.root === "parameter" || found.length === 0) return undefined;
    const call = client.steps.indexOf("()");
    const symbol = call < 0 ? client : { ...client, steps: client.steps.slice(0, call) };
    const where = this.#project.definitionOf(symbol, file);
    const holder = found.find(one => one.file === where?.file && one.record.held === where?.name);
    if (holder)
      return covers(holder.record, record.model) ? { proved: true, why: l10n.t("query extension") } : undefined;
    const resolved = this.#project.resolve(symbol, file);
    const value = resolved.kind === "variable" ? resolved.value.value : undefined;
    const extended = [client, value].some(path => path?.steps.includes(".$extends"));
    const possible = found.some(
      one =>
        covers(one.record, record.model) && (extended || (one.file === where?.file && resolved.kind === "function")),
    );
    return possible ? { proved: false, why: l10n.t("query extension") } : undefined;
  }

  #byCriteria(record: QueryRecord): Enforcement | undefined {
    const owners = this.#records().filter(one => one.record.library === "sqlalchemy");
    if (owners.length === 0 || record.model === undefined) return undefined;
    const names = this.#lineage(record.model).map(one => one.value.name);
    const told = owners.some(one => one.record.models.some(name => names.includes(name)));
    return told ? { proved: true, why: l10n.t("loader criteria") } : undefined;
  }

  /** A manager of the project's own that filters, or django-multitenant's, which filters while a tenant is set. */
  #byManager(record: QueryRecord): Enforcement | undefined {
    const { manager, model } = record;
    if (model === undefined || manager === undefined || manager.startsWith("_")) return undefined;
    const lineage = this.#lineage(model);
    if (manager === "objects" && lineage.some(({ value }) => value.bases.some(isMultitenant)))
      return this.#isStrict() || this.#setsTenant()
        ? { proved: this.#isStrict(), why: "django-multitenant" }
        : undefined;
    for (const { file, value } of lineage) {
      const made = value.members.find(member => member.name === manager)?.value;
      if (!made) continue;
      const own = this.#project.classOf({ ...made, steps: made.steps.filter(step => step !== "()") }, file);
      return own && this.#filters(own) ? { proved: false, why: l10n.t("manager `{0}`", own.value.name) } : undefined;
    }
    return undefined;
  }

  #filters({ file, value }: Held): boolean {
    return this.#records().some(
      one => one.record.library === "django" && one.file === file && one.record.models.includes(value.name),
    );
  }

  /** Without a current tenant django-multitenant filters nothing (DOMAIN 4.3): somebody must set it. */
  #setsTenant(): boolean {
    return this.#anyFile("current tenant is set", file =>
      file.functions.some(fn => fn.calls.some(call => /\bset_current_tenant$/u.test(call.text))),
    );
  }

  /** `TENANT_STRICT_MODE = True`: without a current tenant the query fails. */
  #isStrict(): boolean {
    return this.#anyFile("strict tenant mode", file =>
      file.variables.some(
        one => one.name === "TENANT_STRICT_MODE" && one.constant?.kind === "constant" && one.constant.value === true,
      ),
    );
  }

  #anyFile(key: string, holds: (file: FileSummary) => boolean): boolean {
    const project = this.#project;
    const each = () => project.memoTable(holds);
    return project.memo(key, () => {
      const holding = project.memo(`${key} in each file`, each);
      return [...project.files()].some(file => holding.get(file));
    });
  }

  /** The class and what it derives from, nearest first. */
  #lineage(name: string): Held[] {
    const classes = this.#classes();
    const found: Held[] = [];
    const queue = [name];
    for (let at = 0; at < queue.length && at < MAX_BASES; at++) {
      const held = classes.get(queue[at]!);
      if (!held || found.includes(held)) continue;
      found.push(held);
      for (const base of held.value.bases)
        queue.push(base.steps.findLast(step => step.startsWith("."))?.slice(1) ?? "");
    }
    return found;
  }

  #classes(): ReadonlyMap<string, Held> {
    const project = this.#project;
    const pythonClasses = (file: FileSummary) => (file.language === "python" ? file.classes : undefined);
    const each = () => project.memoTable(pythonClasses);
    return project.memo("python classes by name", () => {
      const classesOf = project.memo("python classes of each file", each);
      const classes = new Map<string, Held>();
      for (const file of project.files())
        for (const value of classesOf.get(file) ?? [])
          if (!classes.has(value.name)) classes.set(value.name, { file, value });
      return classes;
    });
  }

  #isOfTenant(word: string): boolean {
    return this.#tenancy.isTenantText(word) || this.#tenancy.isTenantColumn(word);
  }

  /** Hooks that speak of the tenant. */
  #records(): readonly HeldRecord[] {
    const all = this.#project.gather("scope enforcements", "ScopeEnforcement", recordsIn);
    return all.filter(({ record }) => record.words.some(word => this.#isOfTenant(word)));
  }
}

function recordsIn(file: FileSummary): HeldRecord[] {
  return ((file.concepts["ScopeEnforcement"] ?? []) as EnforcementRecord[]).map(record => ({ record, file }));
}

function covers(record: EnforcementRecord, model: string | undefined): boolean {
  return record.models.includes("*") || record.models.some(name => name === model);
}

function isMultitenant(path: { module?: string; steps: string[] }): boolean {
  return (
    path.module?.startsWith("django_multitenant") === true || /\.Tenant(?:Model|ModelMixin)$/u.test(path.steps.join(""))
  );
}
