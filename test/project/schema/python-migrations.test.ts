import assert from "node:assert/strict";
import { before, describe, it } from "mocha";

import { analyse } from "../../../rules/analyse.ts";
import { loadSqlParser } from "../../../rules/languages/sql/parse.ts";
import { buildSchema } from "../../../rules/project/schema/build-schema.ts";
import { findTable, type Schema } from "../../../rules/project/schema/schema.ts";

function summariesOf(files: Record<string, string>) {
  return Object.entries(files).map(([path, text]) => analyse(path, text));
}

function schemaOf(files: Record<string, string>): Schema {
  const summaries = summariesOf(files);
  for (const summary of summaries) assert.equal(summary.crash, undefined);
  return buildSchema(summaries.flatMap(({ path, schema }) => (schema ? [{ path, facts: schema }] : [])));
}

function revision(id: string, after: string, upgrade: string): string {
  return `"""A revision."""
from alembic import op
import sqlalchemy as sa

revision: str = "${id}"
down_revision = ${after}

TABLES = ["orders", "refunds"]


def upgrade() -> None:
${upgrade.replace(/^/gm, "    ")}


def downgrade() -> None:
    op.drop_table("orders")
`;
}

describe("buildSchema from Alembic", () => {
  before(loadSqlParser);

  const first = revision(
    "a1",
    "None",
    `op.create_table(
    "orders",
    sa.Column("id", sa.Integer(), nullable=False),
    sa.Column("org_id", sa.Integer(), sa.ForeignKey("orgs.id", ondelete="CASCADE"), nullable=False),
    sa.Column("mail", sa.String(), unique=True),
    sa.PrimaryKeyConstraint("id"),
    sa.UniqueConstraint("org_id", "mail", name="uq_org_mail"),
)
op.create_table("refunds", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("gone", sa.Column("id", sa.Integer(), primary_key=True), schema="old")`,
  );

  it("reads tables, columns, keys and references, with places in the file", () => {
    const schema = schemaOf({ "alembic/versions/x_first.py": first });
    const orders = findTable(schema, "orders")!;
    assert.deepEqual([...orders.columns.keys()], ["id", "org_id", "mail"]);
    assert.deepEqual(orders.primaryKey, ["id"]);
    assert.equal(orders.columns.get("org_id")!.nullable, false);
    assert.deepEqual(orders.uniqueKeys.map(key => key.columns.join()).sort(), ["mail", "org_id,mail"]);
    assert.deepEqual([orders.foreignKeys[0]!.table, orders.foreignKeys[0]!.onDelete], ["orgs", "cascade"]);
    assert.equal(first.slice(orders.place.start, orders.place.end), '"orders"');
    assert.equal(findTable(schema, "old.gone")!.schema, "old");
  });

  it("follows down_revision over branches and merges, whatever the files are called", () => {
    const schema = schemaOf({
      "alembic/versions/a_merge.py": revision("d4", '("b2", "c3")', 'op.drop_column("orders", "left")'),
      "alembic/versions/b_right.py": revision("c3", '"a1"', 'op.add_column("orders", sa.Column("right", sa.Text()))'),
      "alembic/versions/c_left.py": revision("b2", '"a1"', 'op.add_column("orders", sa.Column("left", sa.Text()))'),
      "alembic/versions/z_first.py": first,
    });
    assert.deepEqual([...findTable(schema, "orders")!.columns.keys()], ["id", "org_id", "mail", "right"]);
  });

  it("alters, renames and drops, in batch blocks too", () => {
    const schema = schemaOf({
      "alembic/versions/1.py": first,
      "alembic/versions/2.py": revision(
        "b2",
        '"a1"',
        `with op.batch_alter_table("orders", schema=None) as batch_op:
    batch_op.add_column(sa.Column("note", sa.Text(), nullable=False))
    batch_op.alter_column("mail", new_column_name="email", nullable=False)
    batch_op.drop_constraint("uq_org_mail", type_="unique")
    batch_op.create_foreign_key("fk_note", "notes", ["note"], ["id"], ondelete="SET NULL")
op.create_index(op.f("ix_open"), "orders", ["org_id"], unique=True, postgresql_where=sa.text("note IS NULL"))
op.create_index("ix_plain", "orders", ["org_id"], unique=False)
op.create_index("ix_lower", "orders", ["org_id", sa.text("lower(email)")], unique=True)
op.create_unique_constraint("uq_note", "orders", ["note"])
op.drop_index("ix_lower", table_name="orders")
op.rename_table("refunds", "returns")
op.drop_table("gone", schema="old")`,
      ),
    });
    const orders = findTable(schema, "orders")!;
    assert.deepEqual([...orders.columns.keys()], ["id", "org_id", "email", "note"]);
    assert.equal(orders.columns.get("email")!.nullable, false);
    assert.deepEqual(
      orders.uniqueKeys.map(key => [key.columns.join(), key.where]),
      [
        ["email", undefined],
        ["org_id", "note IS NULL"],
        ["note", undefined],
      ],
    );
    assert.deepEqual(
      orders.foreignKeys.map(key => `${key.columns.join()} ${key.table} ${key.onDelete}`),
      ["org_id orgs cascade", "note notes set null"],
    );
    assert.deepEqual([...schema.tables.keys()].sort(), ["orders", "returns"]);
  });

  it("reads SQL in strings, loops over literal names and functions of the file", () => {
    const text = revision(
      "b2",
      '"a1"',
      `op.execute("CREATE UNIQUE INDEX ux ON orders (mail) WHERE org_id IS NOT NULL")
for table in TABLES:
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
connection = op.get_bind()
connection.execute(sa.text("ALTER TABLE orders ADD COLUMN paid boolean"))
op.execute(
    """
    CREATE POLICY by_org ON orders
        USING (org_id = current_setting('app.org')::int)
    """
)
add_stamp("refunds")`,
    ).replace(
      "def downgrade",
      'def add_stamp(name):\n    op.add_column(name, sa.Column("at", sa.DateTime()))\n\n\ndef downgrade',
    );
    const schema = schemaOf({ "alembic/versions/1.py": first, "alembic/versions/2.py": text });
    const orders = findTable(schema, "orders")!;
    assert.equal(orders.rls!.enabled, true);
    assert.equal(findTable(schema, "refunds")!.rls!.enabled, true);
    assert.ok(orders.columns.has("paid"));
    assert.ok(findTable(schema, "refunds")!.columns.has("at"));
    const [policy] = orders.policies;
    assert.equal(policy!.using, "org_id = current_setting('app.org')::int");
    assert.equal(text.slice(policy!.place.start, policy!.place.end), "CREATE POLICY by_org ON orders");
    assert.equal(orders.uniqueKeys.find(key => key.name === "ux")!.where, "org_id IS NOT NULL");
  });

  it("counts what it could not read", () => {
    const [summary] = summariesOf({
      "alembic/versions/1.py": revision(
        "a1",
        "None",
        'op.execute(f"DROP TABLE {name()}")\nop.create_entity(view)\nop.drop_table("a")\nop.execute(orders.update())',
      ),
    });
    const { script } = summary!.schema!;
    assert.deepEqual([script!.statements, script!.unread, script!.first!.reason], [4, 2, "its SQL is computed"]);
  });

  it("joins the models of the same tables, which are whole", () => {
    const schema = schemaOf({
      "alembic/versions/1.py": revision("a1", "None", 'op.add_column("users", sa.Column("org_id", sa.Integer()))'),
      "app/models.py": `from sqlalchemy import Column, Integer
class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    org_id = Column(Integer)
`,
    });
    const users = findTable(schema, "users")!;
    assert.equal(users.partial, undefined);
    assert.deepEqual(users.sources, ["migration", "sqlalchemy"]);
  });
});

function migration(dependencies: string, operations: string, more = ""): string {
  return `from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion

SQL = "CREATE UNIQUE INDEX one_open ON shop_order (customer_id) WHERE paid_at IS NULL;"


class Migration(migrations.Migration):
    ${more}
    dependencies = [${dependencies}]

    operations = [
${operations.replace(/^/gm, "        ")}
    ]
`;
}

describe("buildSchema from Django migrations", () => {
  before(loadSqlParser);

  const initial = migration(
    "migrations.swappable_dependency(settings.AUTH_USER_MODEL)",
    `migrations.CreateModel(
    name="Customer",
    fields=[("id", models.BigAutoField(primary_key=True)), ("mail", models.CharField(max_length=9, unique=True))],
),
migrations.CreateModel(
    name="Order",
    fields=[
        ("id", models.BigAutoField(primary_key=True)),
        ("number", models.CharField(max_length=9)),
        ("customer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.customer")),
        ("owner", models.ForeignKey(null=True, on_delete=models.SET_NULL, to=settings.AUTH_USER_MODEL)),
        ("tags", models.ManyToManyField(to="shop.tag")),
    ],
    options={"unique_together": {("customer", "number")}},
),`,
  );

  it("names tables after models and columns after fields", () => {
    const orders = findTable(schemaOf({ "shop/migrations/0001_initial.py": initial }), "shop_order")!;
    assert.deepEqual([...orders.columns.keys()], ["id", "number", "customer_id", "owner_id"]);
    assert.deepEqual(
      orders.foreignKeys.map(key => `${key.columns.join()} ${key.table} ${key.onDelete}`),
      ["customer_id shop_customer cascade", "owner_id auth_user set null"],
    );
    assert.deepEqual(
      orders.uniqueKeys.map(key => key.columns.join()),
      ["customer_id,number"],
    );
  });

  it("follows fields, models and tables through their names", () => {
    const schema = schemaOf({
      "shop/migrations/0001_initial.py": initial,
      "shop/migrations/0002_rename.py": migration(
        '("shop", "0001_initial")',
        `migrations.RenameField(model_name="order", old_name="customer", new_name="buyer"),
migrations.RenameModel(old_name="Order", new_name="Purchase"),
migrations.AlterModelTable(name="customer", table="people"),
migrations.AlterUniqueTogether(name="purchase", unique_together={("buyer", "number", "owner")}),
migrations.AddConstraint(
    model_name="purchase",
    constraint=models.UniqueConstraint(fields=("number",), condition=models.Q(("owner__isnull", True)), name="one_open"),
),`,
      ),
      "shop/migrations/0003_more.py": migration(
        '("shop", "0002_rename")',
        `migrations.AddField(model_name="purchase", name="paid_at", field=models.DateTimeField(null=True)),
migrations.AlterField(model_name="purchase", name="number", field=models.CharField(max_length=20, unique=True, null=True)),
migrations.RemoveField(model_name="purchase", name="owner"),
migrations.RemoveConstraint(model_name="purchase", name="one_open"),
migrations.CreateModel(name="Note", fields=[
    ("id", models.AutoField(primary_key=True)),
    ("on", models.ForeignKey(on_delete=models.CASCADE, to="shop.customer")),
]),`,
      ),
    });
    assert.deepEqual([...schema.tables.keys()].sort(), ["people", "shop_note", "shop_purchase"]);
    const purchases = findTable(schema, "shop_purchase")!;
    assert.deepEqual([...purchases.columns.keys()], ["id", "number", "buyer_id", "paid_at"]);
    assert.equal(purchases.columns.get("buyer_id")!.field, "buyer");
    assert.equal(purchases.columns.get("number")!.nullable, true);
    assert.deepEqual(
      purchases.uniqueKeys.map(key => key.columns.join()),
      ["number"],
    );
    assert.equal(findTable(schema, "shop_note")!.foreignKeys[0]!.table, "people");
  });

  it("runs dependencies first, over applications, and a squashed migration in the place of its own", () => {
    const schema = schemaOf({
      "billing/migrations/0001_initial.py": migration(
        '("shop", "0002_code")',
        'migrations.RunSQL("ALTER TABLE shop_order DROP COLUMN code"),',
      ),
      "shop/migrations/0001_initial.py": initial,
      "shop/migrations/0001_squashed_0002.py": initial.replace(
        "dependencies",
        'replaces = [("shop", "0001_initial"), ("shop", "0002_code")]\n    dependencies',
      ),
      "shop/migrations/0002_code.py": migration(
        '("shop", "0001_initial")',
        'migrations.AddField(model_name="order", name="code", field=models.TextField()),',
      ),
    });
    assert.equal(findTable(schema, "shop_order")!.columns.has("code"), false);
  });

  it("reads SQL, and applies to the database what is meant for it", () => {
    const schema = schemaOf({
      "shop/migrations/0001_initial.py": initial,
      "shop/migrations/0002_sql.py": migration(
        '("shop", "0001_initial")',
        `migrations.RunSQL(SQL, reverse_sql="DROP TABLE shop_order"),
migrations.SeparateDatabaseAndState(
    database_operations=[migrations.RunSQL(sql=["ALTER TABLE shop_order ADD COLUMN note text"])],
    state_operations=[migrations.DeleteModel(name="Customer")],
),
migrations.RunPython(forwards),`,
      ),
    });
    const orders = findTable(schema, "shop_order")!;
    assert.equal(orders.uniqueKeys.find(key => key.name === "one_open")!.where, "paid_at IS NULL");
    assert.ok(orders.columns.has("note"));
    assert.ok(findTable(schema, "shop_customer"));
  });

  it("agrees with the models of the application", () => {
    const models = `from django.db import models
class Customer(models.Model):
    mail = models.CharField(max_length=9, unique=True)
`;
    const schema = schemaOf({ "shop/migrations/0001_initial.py": initial, "shop/models.py": models });
    assert.deepEqual(findTable(schema, "shop_customer")!.sources, ["migration", "django"]);
    assert.deepEqual([...findTable(schema, "shop_customer")!.columns.keys()], ["id", "mail"]);
  });

  it("survives every prefix of a migration", () => {
    const alembic = revision(
      "a1",
      "None",
      'with op.batch_alter_table("a") as b:\n    b.add_column(sa.Column("x", sa.Text()))',
    );
    for (const [path, text] of [
      ["shop/migrations/0001_initial.py", initial],
      ["alembic/versions/1.py", alembic],
    ] as const)
      for (let end = 0; end < text.length; end += 5) schemaOf({ [path]: text.slice(0, end) });
  });
});
