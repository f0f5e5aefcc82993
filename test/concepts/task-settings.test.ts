import assert from "node:assert/strict";
import { addressOf } from "../../rules/concepts/task-settings/addresses.ts";
import {
  canonical,
  deadSetting,
  isSetting,
  nearOption,
  nearSetting,
} from "../../rules/concepts/task-settings/names.ts";
import { parsePython } from "../../rules/languages/python/parse.ts";
import { FileModel } from "../../rules/semantics/file-model.ts";

describe("names of settings and options", () => {
  it("gives old and namespaced names in today's spelling", () => {
    const spellings = {
      task_acks_late: "task_acks_late",
      CELERY_TASK_ACKS_LATE: "task_acks_late",
      CELERY_ACKS_LATE: "task_acks_late",
      CELERYD_TASK_TIME_LIMIT: "task_time_limit",
      CELERYD_CONCURRENCY: "worker_concurrency",
      BROKER_URL: "broker_url",
      CELERY_TASK_MAX_RETRIES: "task_max_retries",
    };
    for (const [written, name] of Object.entries(spellings)) assert.equal(canonical(written), name);
  });

  it("knows the names that are none", () => {
    for (const name of ["task_max_retries", "task_default_retry_delay", "task_autoretry_for", "task_retry_backoff_max"])
      assert.ok(!isSetting(name) && deadSetting(name), name);
    for (const name of ["task_publish_retry", "broker_connection_max_retries", "result_backend_max_retries"])
      assert.ok(isSetting(name) && !deadSetting(name), name);
  });

  it("forgives two slips in a long name, one in a short one, none in another word", () => {
    assert.equal(nearSetting("task_ack_late"), "task_acks_late");
    assert.equal(nearSetting("worker_max_task_per_child"), "worker_max_tasks_per_child");
    assert.equal(nearSetting("task_tenant"), undefined);
    assert.equal(nearSetting("crm_acks_late"), undefined);
    assert.equal(nearOption("max_retires"), "max_retries");
    assert.equal(nearOption("acks_lat"), "acks_late");
    assert.equal(nearOption("task_time_limit"), "time_limit");
    assert.equal(nearOption("ignore_results"), "ignore_result");
    assert.equal(nearOption("bond"), undefined);
  });
});

describe("addresses of brokers", () => {
  const read = (text: string) => {
    const model = new FileModel("a.py", text, parsePython(text, "a.py"));
    const statement = model.module.body.at(-1)!;
    assert.ok(statement.kind === "declare" || statement.kind === "expression");
    const value =
      statement.kind === "declare"
        ? statement.value!
        : statement.expression.kind === "assign"
          ? statement.expression.value
          : statement.expression;
    const { scheme, assumed } = addressOf(value, model);
    return { scheme, assumed };
  };

  it("reads the scheme of literals, templates and sums", () => {
    assert.deepEqual(read('url = "redis://queue/0"'), { scheme: "redis", assumed: false });
    assert.deepEqual(read('url = f"amqp://{user}@rabbit//"'), { scheme: "amqp", assumed: false });
    assert.deepEqual(read('url = "rediss://" + host'), { scheme: "rediss", assumed: false });
  });

  it("takes a default for what the environment may change", () => {
    assert.deepEqual(read('url = os.getenv("BROKER_URL", "redis://localhost")'), { scheme: "redis", assumed: true });
    assert.deepEqual(read('url = os.environ.get("BROKER_URL") or "sqs://"'), { scheme: "sqs", assumed: true });
  });

  it("knows nothing of what two branches give differently", () => {
    assert.equal(read('url = "redis://a" if local else "amqp://b"').scheme, undefined);
    assert.equal(read("url = settings.broker").scheme, undefined);
  });
});
