"""Every field of every kind of thing: the one list that the readers, the schemas and the problems share."""

from __future__ import annotations

from enum import Enum

from flowvow.model.conditions import Default
from flowvow.model.flows import How
from flowvow.model.names import Form
from flowvow.reading import naming as n
from flowvow.reading import spaces as s
from flowvow.reading import values as v
from flowvow.reading.citing import Cited
from flowvow.reading.ends import End, Withdrawal
from flowvow.reading.fields import Field, table
from flowvow.reading.parts import Exceptions, Part


class SafeguardSort(Enum):
    """What a safeguard rests on."""

    CONTRACT = "contract"
    TECHNICAL = "technical"
    ORGANISATIONAL = "organisational"


_CITES = Field("cites", Cited(), "the sentences that say so, each as section.sentence")
_IMPLIED = Field("implied", v.Text(), "why it is there though the text doesn't tell it")
_SAYS = Field("says", v.Text(), "a paraphrase, for people")

ACTOR = table(
    "an actor",
    Field("is", n.Names(s.ACTOR), "the kinds of actor it is", "is_"),
    Field("of", n.Names(s.ACTOR), "whom it belongs to"),
    Field("includes", n.Parts(s.ACTOR), "kinds and actors that are one, among others"),
    Field("means", n.Parts(s.ACTOR), "all the kinds and actors that are one"),
    Field("with", n.Names(s.SAFEGUARD), "safeguards of all flows from, to and at it", "safeguards"),
    _CITES,
    _IMPLIED,
    _SAYS,
    hints={
        "kept": "only a store has a retention: declare it under `stores`",
        "without": "an actor can't be left out of a kind",
    },
)
STORE = table(
    "a store",
    Field("of", n.Names(s.ACTOR), "who owns it"),
    Field("is", n.Names(s.ACTOR), "the kinds of store it is", "is_"),
    Field("kept", v.Period(), "how long it keeps what it gets"),
    Field("with", n.Names(s.SAFEGUARD), "safeguards of all flows from, to and at it", "safeguards"),
    _CITES,
    _IMPLIED,
    _SAYS,
    hints={"includes": "list a kind's members under `actors`", "means": "list a kind's members under `actors`"},
)
DATUM = table(
    "a data type",
    Field("is", n.Names(s.DATA), "the data types that it is a part of", "is_"),
    Field("includes", n.Parts(s.DATA), "its parts, among others not listed"),
    Field("means", n.Parts(s.DATA), "all its parts"),
    Field("without", n.Names(s.DATA), "what it leaves out of its parts"),
    Field("form", v.Word(Form), "how far it points to its subject"),
    Field("about", n.Names(s.SUBJECT), "whose it is"),
    Field("origin", n.Names(s.ACTOR), "where it begins, if its subject doesn't give it"),
    _CITES,
    _SAYS,
    hints={"kept": "`kept` stands on the flow that brings it, or on a store"},
)
PURPOSE = table(
    "a purpose",
    Field("is", n.Names(s.PURPOSE), "the purposes that it is a part of", "is_"),
    Field("includes", n.Parts(s.PURPOSE), "its parts, among others not listed"),
    Field("means", n.Parts(s.PURPOSE), "all its parts"),
    Field("without", n.Names(s.PURPOSE), "what it leaves out of its parts"),
    _CITES,
    _SAYS,
)
ACT = table(
    "an act",
    Field("is", n.Names(s.ACT), "the acts that it is a part of", "is_"),
    Field("includes", n.Parts(s.ACT), "its parts, among others not listed"),
    Field("means", n.Parts(s.ACT), "all its parts"),
    _CITES,
    _SAYS,
)
CONDITION = table(
    "a condition",
    Field("choice", n.OneName(s.ACTOR), "who makes the choice"),
    Field("circumstance", n.OneName(s.ACTOR), "who brings the circumstance about"),
    Field("safeguard", v.Word(SafeguardSort), "what the safeguard rests on"),
    Field("default", v.Word(Default), "what holds of a choice that nobody has touched"),
    Field("withdraw", Withdrawal(), "the flow that withdraws it, or why there is none"),
    Field("refusing", n.Names(s.PURPOSE), "purposes that refusing it may end"),
    Field("asked", n.OneName(s.FLOW), "the flow that asks for it"),
    _CITES,
    _IMPLIED,
    _SAYS,
    hints={"by": "write `choice: WHO` or `circumstance: WHO`"},
)
FLOW = table(
    "a flow",
    Field("act", n.OneName(s.ACT), "the act, where the ends don't say it"),
    Field("from", End(), "who sends", "sender"),
    Field("to", End(open_ended=True), "who receives; `any of KIND` leaves open which of them", "recipient"),
    Field("at", n.OneName(s.ACTOR), "where it happens, if nothing moves"),
    Field("data", n.Names(s.DATA), "the data types, all of them together"),
    Field("makes", n.OneName(s.DATA), "the data type that is derived"),
    Field("how", v.Word(How), "the way of deriving"),
    Field("key", n.OneName(s.DATA), "what opens what is sealed"),
    Field("for", n.Names(s.PURPOSE), "the purposes, all of them together", "purposes"),
    Field("when", n.Guard(s.GUARD), "the choices and circumstances under which it happens"),
    Field("with", n.Names(s.SAFEGUARD), "the safeguards it has", "safeguards"),
    Field("after", n.Names(s.FLOW), "flows that come before it"),
    Field("via", n.OneName(s.PLACE), "the place whose copy the sender uses"),
    Field("about", n.Names(s.SUBJECT), "whose data they are, where neither the data nor the ends say it"),
    Field("kept", v.Period(), "how long the recipient keeps the data"),
    Field("within", v.Period(counts_only=True), "how soon a deletion or return is done"),
    Field("ahead", v.Period(counts_only=True), "how long before its event a notice is given"),
    _CITES,
    _IMPLIED,
    _SAYS,
    hints={
        "if": "a flow's guard is `when`",
        "by": "the doer of a flow follows from its ends",
        "purpose": "write `for`",
        "through": "a flow says `via` for the place whose copy it uses",
        "travels": "only a clause travels",
    },
)

_REACH_BUT_ACT = (
    Field("by", n.Names(s.ACTOR), "who does it"),
    Field("data", n.Names(s.DATA), "the data types, any of them"),
    Field("from", n.Names(s.ACTOR), "who sends", "sender"),
    Field("to", n.Names(s.ACTOR), "who receives", "recipient"),
    Field("at", n.Names(s.ACTOR), "where the data arrive, stay or leave"),
    Field("through", n.Names(s.PLACE), "what the data passed on the way"),
    Field("about", n.Names(s.SUBJECT), "whose data they are"),
    Field("for", n.Names(s.PURPOSE), "the purposes, any of them", "purposes"),
    Field("form", v.WordList(Form), "how far the data point to their subject"),
    Field("makes", n.Names(s.DATA), "what is derived"),
)
_ACT = Field("act", n.Acts(s.ACT), "the acts, any of them")
REACH = table("a reach", _ACT, *_REACH_BUT_ACT, hints={"with": "safeguards are conditions: name them in `if`"})
CARVE = REACH.plus(
    "an exception",
    Field("when", n.Guard(s.CONDITION), "the condition under which it holds"),
    hints={"if": "an exception's condition is `when`"},
)
ONLY = table(
    "`only`",
    Field("for", n.Names(s.PURPOSE), "nothing but these purposes", "purposes"),
    Field("to", n.Names(s.ACTOR), "to nobody but these", "recipients"),
    Field("while", n.Guard(s.CONDITION), "only while this holds", "while_"),
    Field("kept", v.Period(), "kept no longer than this"),
    hints={"if": "write `while`, or put `if` on the clause", "when": "write `while`"},
)
REQUIRE = table(
    "`require`",
    Field("with", n.Names(s.SAFEGUARD), "each flow has these safeguards"),
    Field("consent", n.OneName(s.CHOICE), "the subject was asked first and agreed"),
    Field("opt-out", n.OneName(s.CHOICE), "refusing stops it"),
    Field("happens", v.Exactly("always"), "it happens in every state"),
    Field("delete", n.Names(s.DATA), "a deletion reaches every copy"),
    Field("return", n.Names(s.DATA), "they are given back"),
    Field("notify", n.Names(s.ACTOR), "a notice reaches them"),
    Field("within", v.Period(counts_only=True), "the deadline of a deletion or return"),
    Field("to", n.Names(s.ACTOR), "who gets what is returned"),
    Field("of", n.Names(s.DATA), "what a notice carries"),
    Field("ahead", v.Period(counts_only=True), "how long before its event a notice is due"),
)
CLAUSE = table(
    "a clause",
    Field("permit", n.Acts(s.ACT), "these acts are covered"),
    Field("forbid", n.Acts(s.ACT), "these acts are barred"),
    Field("disclaim", n.Acts(s.ACT), "these acts are out of the text's reach"),
    Field("duty", v.Text(), "a promise that no flow can show, in short"),
    _ACT,
    *_REACH_BUT_ACT,
    Field("only", Part(ONLY, "a limit, such as `{for: PURPOSE}`,"), "nothing but this, within the clause's reach"),
    Field(
        "require",
        Part(REQUIRE, "what is required, such as `{with: SAFEGUARD}`,"),
        "each flow in reach has this, or such a flow exists",
    ),
    Field("if", n.Guard(s.CONDITION), "the condition under which it speaks", "condition"),
    Field("except", Exceptions(), "what it leaves alone"),
    Field("travels", v.Yes(), "whether it follows the data"),
    Field("until", v.Word(Form), "the form at which it lets go"),
    Field("hedged", v.Text(), "the softening word, quoted"),
    Field("implied", v.Text(), "how the text is read, where it doesn't say it outright"),
    Field("why", v.Text(), "why no flow could show it"),
    Field("idle", v.Text(), "why nothing is in its reach"),
    _CITES,
    _SAYS,
    hints={
        "when": "a clause's condition is `if`",
        "with": "write `require: {with: …}`, or name the safeguard in `if`",
        "unless": "write `except`",
        "kept": "write `only: {kept: …}`",
        "while": "write `only: {while: …}`, or `if`",
        "kind": "a clause is told by its form: permit, forbid, only, require, duty or disclaim",
    },
)
NEVER = REACH.plus("`never`", Field("unless", n.Guard(s.GUARD), "the states in which it may"))
EXPECTED_FINDING = table(
    "an expected finding",
    Field("flow", n.OneName(s.FLOWS), "the flow it is found on"),
    Field("route", n.Names(s.FLOWS), "the flows of its route, in order"),
    Field("when", n.Guard(s.GUARD), "the states in which it is there"),
    Field("needs", v.Text(), "the fact that is asked for"),
    Field("choice", n.OneName(s.CHOICE), "the choice it is about"),
)
SOURCE = table(
    "a source",
    Field("title", v.Text(), "the text's title"),
    Field("outline", v.Text(), "the outline file, from here"),
    Field("url", v.Text(), "where the text was published"),
)
NON_NORMATIVE = table(
    "a non-normative entry",
    Field("sentences", Cited(), "sentences that promise nothing"),
    Field("why", v.Text(), "why they promise nothing"),
)
