/** There is no disk: what no editor holds does not exist. The answers are those of Node for what is not there. */
import type * as machine from "../machine/disk.ts";

type Disk = typeof machine;

export const hasDisk: Disk["hasDisk"] = false;

export const existsSync: Disk["existsSync"] = () => false;

export const readdirSync = absent as Disk["readdirSync"];
export const readFileSync = absent as Disk["readFileSync"];
export const realpathSync = Object.assign(absent, { native: absent }) as unknown as Disk["realpathSync"];
export const statSync = absent as unknown as Disk["statSync"];
export const writeFileSync: Disk["writeFileSync"] = absent;

export const isUtf8: Disk["isUtf8"] = () => true;

export const homedir: Disk["homedir"] = () => "/";

function absent(): never {
  throw Object.assign(new Error("There is no disk"), { code: "ENOENT" });
}
