import type { Expression, Hole, Index, List, Literal, Member, Name, Node, Property } from "../../ir/nodes.ts";

/*
 * Constructors of the nodes that several lowerers make. Every literal in this folder names `parent` and the optional
 * fields of its kind: nodes of one kind then share one hidden class, and linking parents allocates nothing.
 */

export function makeName(name: string, start: number, end: number): Name {
  return { kind: "name", start, end, parent: undefined, order: undefined, name };
}

export function makeLiteral(
  value: Literal["value"],
  start: number,
  end: number,
  flavour?: Literal["flavour"],
): Literal {
  return { kind: "literal", start, end, parent: undefined, order: undefined, value, flavour };
}

export function makeHole(children: Node[], start: number, end: number): Hole {
  return { kind: "hole", start, end, parent: undefined, order: undefined, children };
}

export function makeIndex(object: Expression, index: Expression, start: number, end: number): Index {
  return { kind: "index", start, end, parent: undefined, order: undefined, object, index };
}

export function makeList(items: Expression[], flavour: List["flavour"], start: number, end: number): List {
  return { kind: "list", start, end, parent: undefined, order: undefined, items, flavour };
}

export function makeMember(
  object: Expression,
  name: string,
  nameStart: number,
  end: number,
  start: number,
  optional?: boolean,
): Member {
  return {
    kind: "member",
    start,
    end,
    parent: undefined,
    order: undefined,
    object,
    name,
    nameSpan: { start: nameStart, end },
    optional,
  };
}

export function makeProperty(
  key: string | undefined,
  keyNode: Expression,
  value: Expression,
  start: number,
  end: number,
  flags: { spread?: boolean; shorthand?: boolean; optional?: boolean } = plain,
): Property {
  const { spread, shorthand, optional } = flags;
  return {
    kind: "property",
    start,
    end,
    parent: undefined,
    order: undefined,
    key,
    keyNode,
    value,
    spread,
    shorthand,
    optional,
  };
}

const plain = {};
