import { admin } from "../lib/admin";

// ok: no-naked-admin-client — a script that the operator runs
const { data } = await admin.from("leads").select("*");
console.log(data);
