#include "tests/scenarios/commands.hpp"

#include <functional>
#include <map>

namespace anxin::test {
namespace {

// blocked_road, sensitive_area — or none
std::uint8_t modifiers(Words& words) {
  std::uint8_t set = 0;
  if (words.accept("none")) return set;
  do {
    set |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(words.value<Modifier>()));
  } while (words.accept(","));
  return set;
}

SourceReport source_of(Words& words) {
  SourceReport report;
  report.source = words.value<IncidentSource>();
  if (words.at_text()) report.case_number = words.text();
  return report;
}

// report 60 persons at project P-… by 12345 "A-17" with blocked_road
OperationCommand report(Words& words, Day day) {
  ReportIncident c;
  c.persons = static_cast<std::int32_t>(words.number());
  words.expect("persons");
  while (!words.done()) {
    if (words.accept("at")) {
      if (words.accept("project")) {
        c.project = words.take();
      } else {
        c.at = words.position();
      }
    } else if (words.accept("by")) {
      c.source = source_of(words);
    } else if (words.accept("employers")) {
      c.employers = static_cast<std::int32_t>(words.number());
    } else if (words.accept("claiming")) {
      c.claimed_fen = words.yuan();
    } else if (words.accept("extreme")) {
      c.extreme = words.value<ExtremeAct>();
    } else if (words.accept("with")) {
      c.modifiers = modifiers(words);
    } else if (words.accept("place")) {
      c.place = words.text();
    } else if (words.accept("in")) {
      c.supervising_unit = words.take();
    } else if (words.accept("sector")) {
      c.sector = parse_word<Sector>(words.take());
    } else if (words.accept("began")) {
      c.began = moment(words, day);
    } else if (words.accept("reported")) {
      c.reported = moment(words, day);
    } else if (words.accept("exercise")) {
      c.exercise = true;
    } else {
      throw Misread("a report has no '" + words.peek() + "'");
    }
  }
  return c;
}

OperationCommand update(Words& words, Day) {
  UpdateIncident c;
  c.incident = words.take();
  while (!words.done()) {
    if (words.accept("persons")) {
      c.persons = static_cast<std::int32_t>(words.number());
    } else if (words.accept("employers")) {
      c.employers = static_cast<std::int32_t>(words.number());
    } else if (words.accept("claiming")) {
      c.claimed_fen = words.yuan();
    } else if (words.accept("extreme")) {
      c.extreme = words.value<ExtremeAct>();
    } else if (words.accept("with")) {
      c.modifiers = modifiers(words);
    } else if (words.accept("place")) {
      c.place = words.text();
    } else if (words.accept("project")) {
      c.project = words.take();
    } else {
      throw Misread("an update has no '" + words.peek() + "'");
    }
  }
  return c;
}

// close I-… paid_in_part from dedicated_account 200000, wage_deposit 30000 follow-up "…"
OperationCommand close(Words& words, Day) {
  CloseIncident c;
  c.incident = words.take();
  c.conclusion = words.value<Conclusion>();
  if (words.accept("from")) {
    do {
      const auto source = words.value<MoneySource>();
      c.recovered.push_back({source, words.yuan()});
    } while (words.accept(","));
  }
  if (words.accept("follow-up")) c.follow_up = words.text();
  return c;
}

// dispatch I-…: U-CY-LEAD-1 lead, U-CY-ORDER-1 order
OperationCommand dispatch(Words& words, Day) {
  DispatchUnits c;
  c.incident = words.take();
  words.expect(":");
  while (!words.done()) {
    DispatchUnits::Part part;
    part.unit = words.take();
    part.function = words.value<Function>();
    c.parts.push_back(part);
    if (!words.accept(",")) break;
  }
  return c;
}

// accept I-…/1 [by phone "马上到"] [because "…"]; without "by" the unit itself, on its page
OperationCommand step_to(AssignmentState to, Words& words) {
  StepAssignment c;
  c.assignment = words.take();
  c.to = to;
  c.channel = AckChannel::Page;
  if (words.accept("by")) {
    c.channel = words.value<AckChannel>();
    if (words.at_text()) c.words = words.text();
  }
  c.reason = words.because();
  return c;
}

std::int32_t minute_of(const std::string& clock) {
  return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3, 2));
}

// unit U-… "name" short "朝阳一队" in 110105 functions lead, order at 116.45 39.92 …
OperationCommand unit(Words& words, Day) {
  EnrollUnit c;
  ResponseUnit& u = c.unit;
  u.id = words.take();
  u.name = words.text();
  while (!words.done()) {
    if (words.accept("short")) {
      u.short_name = words.text();
    } else if (words.accept("in")) {
      u.supervising_unit = words.take();
    } else if (words.accept("functions")) {
      do {
        u.functions |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(words.value<Function>()));
      } while (words.accept(","));
    } else if (words.accept("sector")) {
      u.sectors |=
          static_cast<std::uint8_t>(1U << static_cast<unsigned>(parse_word<Sector>(words.take()).value()));
    } else if (words.accept("at")) {
      u.base = words.position();
    } else if (words.accept("phone")) {
      u.post_phone = words.text();
    } else if (words.accept("deputy")) {
      u.deputy_post = words.text();
      u.deputy_phone = words.text();
    } else if (words.accept("shift")) {  // shift 20:00 08:00
      const std::int32_t from = minute_of(words.take());
      u.shifts.push_back({0x7F, from, minute_of(words.take())});
    } else {
      throw Misread("a unit has no '" + words.peek() + "'");
    }
  }
  return c;
}

// fund 110105 raise 500000 yuan · draw 30000 yuan for I-… · repay 30000 yuan for I-…
OperationCommand fund(Words& words, Day) {
  MoveFund c;
  c.supervising_unit = words.take();
  const std::string move = words.take();
  if (move != "raise" && move != "draw" && move != "repay") throw Misread("a fund cannot " + move);
  c.move = move == "raise" ? FundMove::Raised : move == "draw" ? FundMove::Drawn : FundMove::Recovered;
  c.fen = words.yuan();
  if (words.accept("for")) c.incident = words.take();
  c.reason = words.because();
  return c;
}

// closure road "京沈路" until 12:00 · closure area 116.4 39.9 116.5 40.0 until 12:00
OperationCommand closure(Words& words, Day day) {
  DrawClosure c;
  if (words.accept("road")) c.road = words.text();
  if (words.accept("area")) {
    const LonLat a = words.position(), b = words.position();
    const LonLat se = LonLat::of_degrees(b.lon(), a.lat()), nw = LonLat::of_degrees(a.lon(), b.lat());
    c.area.push_back({{a, se, b, nw, a}, {}});
  }
  if (words.accept("from")) c.from = moment(words, day);
  words.expect("until");
  c.until = moment(words, day);
  c.reason = words.because();
  return c;
}

OperationCommand situation(Words& words, Day) {
  ReportSituation c;
  c.incident = words.take();
  if (words.accept("by")) c.by = words.take();
  c.persons = static_cast<std::int32_t>(words.number());
  words.expect("persons");
  if (words.at_text()) c.text = words.text();
  return c;
}

OperationCommand dispute(Words& words, Day) {
  DisputeJurisdiction c{words.take(), {}, ""};
  do {
    c.candidates.push_back(words.take());
  } while (words.accept(","));
  c.reason = words.because();
  return c;
}

using Reader = std::function<OperationCommand(Words&, Day)>;

Reader stepping(AssignmentState to) {
  return [to](Words& words, Day) { return step_to(to, words); };
}

// Sentences of one shape: a subject, then perhaps a reason.
template <class C>
Reader with_reason() {
  return [](Words& words, Day) -> OperationCommand {
    C c;
    std::string& subject = [&c]() -> std::string& {
      if constexpr (requires { c.closure; }) {
        return c.closure;
      } else if constexpr (requires { c.unit; }) {
        return c.unit;
      } else {
        return c.incident;
      }
    }();
    subject = words.take();
    c.reason = words.because();
    return c;
  };
}

template <class C>
Reader about_incident() {
  return [](Words& words, Day) -> OperationCommand { return C{words.take()}; };
}

OperationCommand merge(Words& words, Day) {
  MergeIncident c;
  c.incident = words.take();
  words.expect("into");
  c.into = words.take();
  c.reason = words.because();
  return c;
}

const std::map<std::string, Reader>& readers() {
  using enum AssignmentState;
  static const std::map<std::string, Reader> table{
      {"unit", unit},
      {"retire", with_reason<RetireUnit>()},
      {"state",
       [](Words& w, Day) -> OperationCommand {
         SetUnitState c{w.take(), w.value<UnitReadiness>(), ""};
         c.reason = w.because();
         return c;
       }},
      {"position",
       [](Words& w, Day) -> OperationCommand {
         ReportPosition c{w.take(), {}};
         w.expect("at");
         c.at = w.position();
         return c;
       }},
      {"report", report},
      {"claim", with_reason<ClaimIncident>()},
      {"source",
       [](Words& w, Day) -> OperationCommand {
         AddSource c{w.take(), {}};
         w.expect("by");
         c.report = source_of(w);
         return c;
       }},
      {"update", update},
      {"level",
       [](Words& w, Day) -> OperationCommand {
         SetLevel c{w.take(), w.value<IncidentLevel>(), ""};
         c.reason = w.because();
         return c;
       }},
      {"confirm", about_incident<ConfirmIncident>()},
      {"reinforce",
       [](Words& w, Day) -> OperationCommand {
         RequestReinforcement c{w.take(), w.counts(), ""};
         c.reason = w.because();
         return c;
       }},
      {"resolve",
       [](Words& w, Day) -> OperationCommand {
         ResolveIncident c{w.take(), ""};
         if (w.at_text()) c.text = w.text();
         return c;
       }},
      {"close", close},
      {"cancel", with_reason<CancelIncident>()},
      {"merge", merge},
      {"unmerge", with_reason<UnmergeIncident>()},
      {"deny",
       [](Words& w, Day) -> OperationCommand {
         DenyDuplicate c{w.take(), w.take(), ""};
         c.reason = w.because();
         return c;
       }},
      {"dispute", dispute},
      {"settle",
       [](Words& w, Day) -> OperationCommand {
         SettleJurisdiction c{w.take(), w.take(), ""};
         c.reason = w.because();
         return c;
       }},
      {"dispatch", dispatch},
      {"accept", stepping(Accepted)},
      {"go", stepping(EnRoute)},
      {"arrive", stepping(OnScene)},
      {"release", stepping(Released)},
      {"decline", stepping(Declined)},
      {"recall", stepping(Recalled)},
      {"time-out", stepping(TimedOut)},
      {"recall-offered",
       [](Words& w, Day) -> OperationCommand {
         RecallOffered c{w.take(), ""};
         c.reason = w.because();
         return c;
       }},
      {"clocks", [](Words&, Day) -> OperationCommand { return AdvanceClocks{}; }},
      {"alarm", about_incident<AcknowledgeAlarm>()},
      {"roll-call", about_incident<StartRollCall>()},
      {"answer",
       [](Words& w, Day) -> OperationCommand {
         AnswerRollCall c{w.take(), ""};
         if (w.at_text()) c.words = w.text();
         return c;
       }},
      {"situation", situation},
      {"log",
       [](Words& w, Day) -> OperationCommand {
         const std::string incident = w.take();
         return AppendLog{incident, w.text()};
       }},
      {"closure", closure},
      {"lift", with_reason<LiftClosure>()},
      {"fund", fund},
  };
  return table;
}

}  // namespace

Instant moment(Words& words, Day day) {
  std::string word = words.take();
  if (const auto other = parse_day(word)) {
    day = *other;
    word = words.take();
  }
  const auto at = parse_instant(to_string(day) + " " + word);
  if (!at) throw Misread("not a time of the day: " + word);
  return *at;
}

std::optional<OperationCommand> command_of(Words& words, Day day) {
  const auto it = readers().find(words.peek());
  if (it == readers().end()) return std::nullopt;
  words.take();
  OperationCommand command = it->second(words, day);
  if (!words.done()) throw Misread("not understood: " + words.rest());
  return command;
}

}  // namespace anxin::test
