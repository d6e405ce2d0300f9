"""Step 6, decision: the room adopts a plan. First what is missing, then the freezing, then the plans that were adopted
and what has changed since.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

import streamlit as st

from components.errors import Problem, RefusedError, ToolError
from components.framework.catalogue import load
from components.investment import adopted
from components.investment.adopted import Document, InputChange
from components.investment.compare import compare
from components.ui import session, whatif, widgets
from components.ui.charts.scenarios import Beside, compare_plans, finding
from components.ui.forms import ballots, downloads, scenario_values
from components.walk import results
from components.workbook import adoption
from components.workbook.adoption import Hindrance
from components.workshop import people
from components.workshop.records.scenarios import Adopted, Scenario

_TOLD = 8
_SHORT = 8
_PLAN = ""


def draw() -> None:
    """What stands against adopting, the button, and the adopted plans, the latest first."""
    t, state = session.t(), session.state()
    st.caption(t("adopted.what"))
    scenario = _which()
    against, searching = _against(scenario)
    _list_against(against)
    if searching:
        st.info(t("adopted.searching"))
    _adopting(scenario, against, searching=searching)
    rows = state.all(Adopted)
    if rows:
        st.subheader(t("adopted.list", n=len(rows)), anchor=False)
    for row in reversed(rows):
        _one(row)


def against_now() -> Hindrance:
    """What stands against the present plan."""
    seen, catalogue = session.snapshot(), session.catalogue()
    return adoption.hindrance(seen, session.evidence(), session.plan(), catalogue, session.parameters())


def refusals(against: Hindrance) -> list[str]:
    """Why a plan cannot be put to a decision, in words."""
    t = session.t()
    return [*([t("adopted.no_plan")] if against.no_plan else []), *(t.label(check) for check in against.failed)]


def refusal(key: str, against: Hindrance) -> ToolError:
    """The same as an error for the page."""
    return RefusedError(Problem(key, {"reasons": session.t().joined(refusals(against))}))


def _which() -> str:
    """The present plan, or that of a scenario."""
    t = session.t()
    names = {_PLAN: t("scenarios.beside.plan")} | {row.code: row.name for row in session.state().all(Scenario)}
    if len(names) == 1:
        return _PLAN
    found = st.selectbox(t("adopted.which"), list(names), format_func=lambda code: names[code], key="adopt_which")
    return str(found or _PLAN)


def _against(scenario: str) -> tuple[Hindrance, bool]:
    if not scenario:
        return against_now(), not session.standing().job.done
    seen, standing = whatif.scenario(scenario).snapshot, whatif.scenario_plan(scenario)
    catalogue = session.catalogue()
    evidence, parameters = results.evidence(seen, catalogue), results.parameters(seen)
    return adoption.hindrance(seen, evidence, standing.plan, catalogue, parameters), not standing.job.done


def _list_against(against: Hindrance) -> None:
    t = session.t()
    with st.container(border=True, key="adopt-missing"):
        if not against.refused and not against.missing:
            st.text(f"✔ {t('adopted.nothing_missing')}")
        if against.refused:
            st.markdown(f"**{t('adopted.must')}**")
        for words in refusals(against):
            st.text(f"✖ {words}")
        if against.missing:
            st.markdown(f"**{t('adopted.should')}**")
        for step, check in against.missing:
            words = t(check.key, **widgets.harmless(dict(check.values)))
            label = f"○ {t('adopted.step', n=str(step), words=words)}"
            shown = {"b": check.ballot} if check.ballot else {}
            st.page_link(f"{check.page}.py", label=label, query_params=session.address() | shown)


def _adopting(scenario: str, against: Hindrance, *, searching: bool) -> None:
    t = session.t()
    with st.container(border=True, key="adopt-now"):
        name = st.text_input(t("adopted.name"), key="adopt_name", placeholder=t("adopted.name_hint"), max_chars=120)
        knowing = True
        if against.missing and not against.refused:
            knowing = st.checkbox(t("adopted.knowing", n=len(against.missing)), key="adopt_knowing")
        ready = not against.refused and not searching and knowing and bool(name.strip())
        st.caption(t("adopted.for_good"))
        widgets.button(t("adopted.adopt"), _adopt, scenario, key="adopt", type="primary", disabled=not ready)


def _adopt(scenario: str) -> None:
    people.require(session.role(), "adopt")
    name = str(session.widget("adopt_name") or "")
    store, seen, catalogue = session.store(), session.snapshot(), session.catalogue()
    adoption.adopt(store, seen, catalogue, name, by=session.editor(), scenario=scenario)
    session.clear("adopt_name")


def _one(row: Adopted) -> None:
    t, state = session.t(), session.state()
    try:
        found = adopted.read(row)
    except ToolError as error:
        st.error(f"{row.code}: {t.error(error)}")
        return
    status = "superseded" if row.superseded_by else "adopted"
    label = t.label(next(term for term in session.catalogue().plan_statuses if term.code == status))
    moment = datetime.fromisoformat(found.at).astimezone()
    title = t("adopted.title", code=row.code, name=widgets.escaped(found.name), status=label, day=t.date(moment))
    with widgets.card(row, title) as is_open:
        if not is_open:
            return
        st.text(t("adopted.made", day=t.date(moment), time=t.time(moment), by=_by(found.by), hash=found.hash[:_SHORT]))
        if row.superseded_by:
            st.text(t("adopted.superseded_by", code=row.superseded_by))
        if found.scenario:
            st.text(t("adopted.of_scenario", name=found.scenario_name))
        st.caption(t("adopted.rests", hash=found.hash, **found.program))
        _again(row, found)
        _since(found)
        if not compare(found.plan, session.plan()).same:
            other = Beside(t("scenarios.beside.plan"), session.plan(), so_far=not session.standing().job.done)
            compare_plans(t, state, Beside(t("adopted.this", code=row.code), found.plan), [other])
        _files(row)


def _again(row: Adopted, found: Document) -> None:
    """What the program of today brings along otherwise, and whether it would work out the same figures."""
    t, today = session.t(), adopted.today(found, session.default_parameters())
    other = adoption.recounted(session.store(), str(session.workshop()), row, session.catalogue())
    if other:
        widgets.warning(adoption.differs(t, other))
    else:
        st.text(f"✔ {t('adopted.same_again')}")
    names = {"program": t("adopted.name_program"), "highs": "HiGHS", "scipy": "SciPy", "python": "Python"}
    lines = [t("adopted.changed_field", what=names[name], before=before or t("common.not_known"), after=after)
             for name, before, after in today.program]  # fmt: skip
    for code, before, after in today.thresholds:
        known = scenario_values.named(t, "parameter", code, session.state()) if after is not None else code
        values = (t("common.not_known") if one is None else t.number(one, 3) for one in (before, after))
        lines.append(t("adopted.changed_field", what=known, **dict(zip(("before", "after"), values, strict=True))))
    if today.data:
        lines.append(t("adopted.tables"))
    if lines:
        st.markdown(f"**{t('adopted.program_since')}**")
    for line in lines:
        st.text(f"· {line}")


def _since(found: Document) -> None:
    """What was entered and revealed since, and what that would do to the plan."""
    t, state = session.t(), session.state()
    since = adopted.since(found, session.snapshot())
    lines = [_told(change) for change in since.inputs[:_TOLD]]
    if len(since.inputs) > _TOLD:
        lines.append(t("adopted.more_changes", n=len(since.inputs) - _TOLD))
    if since.rounds:
        names = [ballots.name_of(code.rpartition(".")[0]) for code in since.rounds]
        lines.append(t("adopted.revealed", names=t.joined(list(dict.fromkeys(names)))))
    if since.marks:
        lines.append(t("adopted.marks", n=abs(since.marks), sign="+" if since.marks > 0 else "−"))
    if not lines:
        st.text(f"✔ {t('adopted.no_change')}")
        return
    st.markdown(f"**{t('adopted.since')}**")
    for line in lines:
        st.text(f"· {line}")
    now = compare(found.plan, session.plan())
    st.markdown(f"**{widgets.escaped(finding(t, state, t('adopted.now'), now))}**")


def _told(change: InputChange) -> str:
    t, state = session.t(), session.state()
    if not change.field:
        weight = change.kind == "certainty_weight"
        name = (
            scenario_values.subject(t, change.kind, change.code, "percent", state)
            if weight
            else scenario_values.named(t, change.kind, change.code, state)
        )
        return t("adopted.came" if change.before is None else "adopted.went", name=name)
    before, after = (
        scenario_values.shown(t, change.kind, change.field, value, state) for value in (change.before, change.after)
    )
    what = scenario_values.subject(t, change.kind, change.code, change.field, state)
    return t("adopted.changed_field", what=what, before=before, after=after)


def _by(name: str) -> str:
    key = f"people.role.{name}"
    return session.t()(key) if session.t().has(key) else name


def _files(row: Adopted) -> None:
    t, store, code, language = session.t(), session.store(), str(session.workshop()), session.language()
    if not people.may(session.role(), "download_workbook"):
        return
    about, name = (store, code, row.code, load(), language), f"plan-{code}-{row.code}"
    with st.container(horizontal=True):
        downloads.on_request(
            f"book_{row.code}", t("adopted.workbook"), f"{name}-{language}.xlsx",
            partial(adoption.frozen_book, *about),
        )  # fmt: skip
        downloads.on_request(
            f"briefing_{row.code}", t("files.briefing.name"), f"briefing-{code}-{row.code}-{language}.docx",
            lambda _: adoption.frozen_briefing(*about), kind="briefing",
        )  # fmt: skip
        st.download_button(
            t("adopted.document"),
            row.document,
            f"{name}.json",
            "application/json",
            key=f"json.{row.code}",
            on_click="ignore",
        )
