// anxin incident ...: the life of an incident from its report to wages paid.
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "console/cli/commands.hpp"
#include "console/cli/operating.hpp"
#include "console/cli/position.hpp"
#include "data/model/levels.hpp"

namespace anxin {
namespace {

struct IncidentWords {
  WriteOptions write;
  std::string incident, project, place, at, unit, sector, began, reported,
      source = "other", case_number, claimed, extreme, level, reason, text, by, into, other, conclusion,
      follow_up, counts;
  std::vector<std::string> modifiers, recovered, candidates;
  std::int32_t persons = -1, employers = -1;
  bool all = false, exercise = false;
};
using Made = Result<OperationCommand>;
using Maker = std::function<Made(const IncidentWords&)>;

Result<std::optional<Instant>> instant_of(const std::string& text, const std::string& option) {
  if (text.empty()) return std::optional<Instant>();
  if (const auto at = parse_instant(text)) return at;
  return fail(ErrorCode::Usage, option + " 的时间“" + text + "”无法识别，应如 2026-11-23 09:42。",
              option + " '" + text + "' is not a time; write it like 2026-11-23 09:42.");
}

Result<std::uint8_t> modifiers_of_words(const std::vector<std::string>& words) {
  std::uint8_t bits = 0;
  for (const std::string& word : words) {
    const auto modifier = word_of<Modifier>(word, "--modifier");
    if (!modifier) return std::unexpected(modifier.error());
    bits = static_cast<std::uint8_t>(bits | 1U << static_cast<unsigned>(*modifier));
  }
  return bits;
}

Result<SourceReport> source_of(const IncidentWords& w) {
  const auto source = word_of<IncidentSource>(w.source, "--source");
  if (!source) return std::unexpected(source.error());
  return SourceReport{*source, w.case_number, {}};
}

// What a report and an update say alike.
template <class Wish>
Status take_facts(const IncidentWords& w, Wish& wish) {
  if (!w.claimed.empty()) {
    const auto fen = parse_yuan(w.claimed, "--claimed-yuan");
    if (!fen) return std::unexpected(fen.error());
    wish.claimed_fen = *fen;
  }
  if (!w.extreme.empty()) {
    const auto act = word_of<ExtremeAct>(w.extreme, "--extreme");
    if (!act) return std::unexpected(act.error());
    wish.extreme = *act;
  }
  return {};
}

Made report_wish(const IncidentWords& w) {
  ReportIncident wish;
  if (!w.project.empty()) wish.project = w.project;
  if (!w.place.empty()) wish.place = w.place;
  if (!w.unit.empty()) wish.supervising_unit = w.unit;
  if (!w.at.empty()) {
    const auto at = parse_position("--at", w.at);
    if (!at) return std::unexpected(at.error());
    wish.at = *at;
  }
  if (!w.sector.empty()) {
    const auto sector = parse_word<Sector>(w.sector);
    if (!sector) {
      return fail(ErrorCode::Usage, "--sector 不认识“" + w.sector + "”。",
                  "--sector does not know '" + w.sector + "'.");
    }
    wish.sector = sector;
  }
  const auto began = instant_of(w.began, "--began");
  if (!began) return std::unexpected(began.error());
  const auto reported = instant_of(w.reported, "--reported");
  if (!reported) return std::unexpected(reported.error());
  wish.began = *began, wish.reported = *reported;
  const auto source = source_of(w);
  if (!source) return std::unexpected(source.error());
  wish.source = *source;
  wish.persons = w.persons;
  if (w.employers >= 0) wish.employers = w.employers;
  if (const Status taken = take_facts(w, wish); !taken) return std::unexpected(taken.error());
  const auto bits = modifiers_of_words(w.modifiers);
  if (!bits) return std::unexpected(bits.error());
  wish.modifiers = *bits;
  wish.exercise = w.exercise;
  return wish;
}

Made update_wish(const IncidentWords& w) {
  UpdateIncident wish;
  wish.incident = w.incident;
  if (w.persons >= 0) wish.persons = w.persons;
  if (w.employers >= 0) wish.employers = w.employers;
  if (const Status taken = take_facts(w, wish); !taken) return std::unexpected(taken.error());
  if (!w.modifiers.empty()) {
    const bool none = w.modifiers.size() == 1 && w.modifiers[0] == "none";
    const auto bits = none ? Result<std::uint8_t>(std::uint8_t{0}) : modifiers_of_words(w.modifiers);
    if (!bits) return std::unexpected(bits.error());
    wish.modifiers = *bits;
  }
  if (!w.project.empty()) wish.project = w.project;
  if (!w.place.empty()) wish.place = w.place;
  return wish;
}

Made close_wish(const IncidentWords& w) {
  CloseIncident wish;
  wish.incident = w.incident;
  const auto conclusion = word_of<Conclusion>(w.conclusion, "--conclusion");
  if (!conclusion) return std::unexpected(conclusion.error());
  wish.conclusion = *conclusion;
  for (const std::string& item : w.recovered) {
    const std::size_t colon = item.find(':');
    const auto source = word_of<MoneySource>(item.substr(0, colon), "--recovered");
    if (!source) return std::unexpected(source.error());
    const auto fen = parse_yuan(colon == std::string::npos ? "" : item.substr(colon + 1), "--recovered");
    if (!fen) return std::unexpected(fen.error());
    wish.recovered.push_back({*source, *fen});
  }
  wish.follow_up = w.follow_up;
  return wish;
}

int run_list(const Context& context, const IncidentWords& w) {
  const auto o = open_operating(context);
  if (!o) return report(o.error(), context.json(), context.english());
  Json all = Json::array();
  for (const auto& [id, incident] : *o->operations().incidents) {
    if (!w.all && !incident.open()) continue;
    if (context.json()) {
      all.push_back(incident_json(*o, incident));
    } else {
      print_line(incident_line(*o, incident, context.english()));
    }
  }
  if (context.json()) print_json({{"now", to_string(o->now)}, {"incidents", all}});
  return kExitDone;
}

int run_show(const Context& context, const IncidentWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  const auto incident = o->incident(w.incident);
  if (!incident) return stop(incident.error());
  if (context.json()) {
    print_json(incident_json(*o, **incident));
    return kExitDone;
  }
  print_line(incident_line(*o, **incident, context.english()));
  for (const Assignment* a : o->operations().assignments_of(w.incident)) {
    const ResponseUnit* unit = o->operations().unit(a->unit);
    print_line(fmt::format(
        "  {}  {}  {}  {}", a->id, context.english() ? name_en(a->function) : name_zh(a->function),
        unit != nullptr ? unit->name : a->unit, context.english() ? name_en(a->state) : name_zh(a->state)));
  }
  return kExitDone;
}

int run_duplicates(const Context& context, const IncidentWords& w) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  const auto o = open_operating(context);
  if (!o) return stop(o.error());
  const auto incident = o->incident(w.incident);
  if (!incident) return stop(incident.error());
  Json all = Json::array();
  for (const auto& p : propose_duplicates(o->operations(), o->pack->dispatch, **incident)) {
    all.push_back({{"incident", p.incident},
                   {"distance_m", p.distance_m},
                   {"apart_s", p.apart_s},
                   {"same_project", p.same_project}});
    if (!context.json()) {
      print_line(fmt::format("{}  {:.0f} m  {} s{}", p.incident, p.distance_m, p.apart_s,
                             p.same_project ? context.say("  同一项目", "  same project") : ""));
    }
  }
  if (context.json()) print_json({{"incident", w.incident}, {"duplicates", all}});
  return kExitDone;
}

// Adds `name` below `group`: its own words by `fill`, the wish by `make`.
void add_wish(CLI::App& group, Action& action, const char* name, const char* what,
              const std::function<void(CLI::App&, IncidentWords&)>& fill, const Maker& make) {
  auto words = std::make_shared<IncidentWords>();
  CLI::App* command = group.add_subcommand(name, what);
  add_write_options(*command, words->write);
  fill(*command, *words);
  command->callback([&action, words, make] {
    action = [words, make](const Context& c) {
      const Made wish = make(*words);
      if (!wish) return report(wish.error(), c.json(), c.english());
      return carry_out(c, words->write, *wish);
    };
  });
}

void of_incident(CLI::App& command, IncidentWords& w) {
  command.add_option("INCIDENT", w.incident, "Its id, such as I-20261123-004")->required();
}
void with_reason(CLI::App& command, IncidentWords& w, bool required) {
  auto* option = command.add_option("--reason", w.reason, "Why; it is kept in the journal");
  if (required) option->required();
}
void with_facts(CLI::App& command, IncidentWords& w) {
  command.add_option("--employers", w.employers, "How many employers the claims are against")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--claimed-yuan", w.claimed, "Wages claimed, in yuan");
  command.add_option("--extreme", w.extreme, "tower_crane, rooftop, self_harm or none");
  command.add_option("--modifier", w.modifiers,
                     "sensitive_area, blocked_road, several_employers, cross_district; again for more");
  command.add_option("--project", w.project, "The project's id");
  command.add_option("--place", w.place, "Where, in words");
}

void add_intake(CLI::App& group, Action& action) {
  add_wish(
      group, action, "report", "A new incident",
      [](CLI::App& c, IncidentWords& w) {
        c.add_option("--persons", w.persons, "How many persons are there")
            ->required()
            ->check(CLI::NonNegativeNumber);
        with_facts(c, w);
        c.add_option("--at", w.at, "LON,LAT in CGCS2000 degrees, where no project is known");
        c.add_option("--unit", w.unit, "The supervising unit's code, when it is not that of the place");
        c.add_option("--sector", w.sector, "The sector, when no project tells it");
        c.add_option("--began", w.began, "When it began");
        c.add_option("--reported", w.reported, "When it was reported (default: now)");
        c.add_option("--source", w.source,
                     "hotline_12345, police_110, platform, street_office, patrol or other");
        c.add_option("--case", w.case_number, "The source's case number");
        c.add_flag("--exercise", w.exercise, "A drill (only in a store of drills)");
      },
      report_wish);
  add_wish(
      group, action, "source", "The same incident, reported by another way",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--source", w.source, "By which way")->required();
        c.add_option("--case", w.case_number, "The source's case number");
      },
      [](const IncidentWords& w) -> Made {
        const auto source = source_of(w);
        if (!source) return std::unexpected(source.error());
        return AddSource{w.incident, *source};
      });
  add_wish(
      group, action, "update", "What is known of it now",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--persons", w.persons, "How many persons are there")->check(CLI::NonNegativeNumber);
        with_facts(c, w);
      },
      update_wish);
  add_wish(
      group, action, "claim", "Take it on; from another seat with a reason",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w), with_reason(c, w, false); },
      [](const IncidentWords& w) -> Made { return ClaimIncident{w.incident, w.reason}; });
  add_wish(
      group, action, "level", "Set its level by hand",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--level", w.level, "I, II, III or IV")->required();
        with_reason(c, w, true);
      },
      [](const IncidentWords& w) -> Made {
        const auto level = word_of<IncidentLevel>(w.level, "--level");
        if (!level) return std::unexpected(level.error());
        return SetLevel{w.incident, *level, w.reason};
      });
  add_wish(
      group, action, "confirm", "Confirm it: its level and response plan stand",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w); },
      [](const IncidentWords& w) -> Made { return ConfirmIncident{w.incident}; });
}

void add_course(CLI::App& group, Action& action) {
  add_wish(
      group, action, "reinforce", "Ask for more than its plan",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--functions", w.counts, "Such as order:2,mediation:1")->required();
        with_reason(c, w, true);
      },
      [](const IncidentWords& w) -> Made {
        const auto counts = parse_counts(w.counts);
        if (!counts) return std::unexpected(counts.error());
        return RequestReinforcement{w.incident, *counts, w.reason};
      });
  add_wish(
      group, action, "situation", "A situation report from the scene",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--by", w.by, "The response unit that reports (default: the seat)");
        c.add_option("--persons", w.persons, "How many persons are there")
            ->required()
            ->check(CLI::NonNegativeNumber);
        c.add_option("--text", w.text, "What is the case; no personal data")->required();
      },
      [](const IncidentWords& w) -> Made { return ReportSituation{w.incident, w.by, w.persons, w.text}; });
  add_wish(
      group, action, "log", "A line in its log",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--text", w.text, "What happened; no personal data")->required();
      },
      [](const IncidentWords& w) -> Made { return AppendLog{w.incident, w.text}; });
  add_wish(
      group, action, "roll-call", "Ask every unit on the scene to answer",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w); },
      [](const IncidentWords& w) -> Made { return StartRollCall{w.incident}; });
  add_wish(
      group, action, "acknowledge", "Acknowledge its alarm",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w); },
      [](const IncidentWords& w) -> Made { return AcknowledgeAlarm{w.incident}; });
  add_wish(
      group, action, "dispute", "Record that responsibility for it is contested",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--candidate", w.candidates, "A supervising unit's code; again for more")->required();
        with_reason(c, w, true);
      },
      [](const IncidentWords& w) -> Made { return DisputeJurisdiction{w.incident, w.candidates, w.reason}; });
  add_wish(
      group, action, "settle", "Settle who is responsible",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--unit", w.unit, "The supervising unit's code")->required();
        with_reason(c, w, true);
      },
      [](const IncidentWords& w) -> Made { return SettleJurisdiction{w.incident, w.unit, w.reason}; });
}

void add_ending(CLI::App& group, Action& action) {
  add_wish(
      group, action, "merge", "It is the same as another",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--into", w.into, "The incident that stays")->required();
        with_reason(c, w, false);
      },
      [](const IncidentWords& w) -> Made { return MergeIncident{w.incident, w.into, w.reason}; });
  add_wish(
      group, action, "unmerge", "It was another after all",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w), with_reason(c, w, true); },
      [](const IncidentWords& w) -> Made { return UnmergeIncident{w.incident, w.reason}; });
  add_wish(
      group, action, "not-duplicate", "It is not the same as another that was proposed",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--other", w.other, "The other incident")->required();
        with_reason(c, w, false);
      },
      [](const IncidentWords& w) -> Made { return DenyDuplicate{w.incident, w.other, w.reason}; });
  add_wish(
      group, action, "resolve", "The gathering is over",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--text", w.text, "How it ended; no personal data")->required();
      },
      [](const IncidentWords& w) -> Made { return ResolveIncident{w.incident, w.text}; });
  add_wish(
      group, action, "close", "Close it: how it ended and what was recovered",
      [](CLI::App& c, IncidentWords& w) {
        of_incident(c, w);
        c.add_option("--conclusion", w.conclusion,
                     "paid_in_full, paid_in_part, agreed_in_instalments, referred or no_arrears")
            ->required();
        c.add_option("--recovered", w.recovered, "SOURCE:YUAN, such as wage_deposit:80000; again for more");
        c.add_option("--follow-up", w.follow_up, "What is carried on after closing; no personal data");
      },
      close_wish);
  add_wish(
      group, action, "cancel", "It was none",
      [](CLI::App& c, IncidentWords& w) { of_incident(c, w), with_reason(c, w, true); },
      [](const IncidentWords& w) -> Made { return CancelIncident{w.incident, w.reason}; });
}

}  // namespace

void add_incident(CLI::App& app, Action& action) {
  auto* group = app.add_subcommand("incident", "Incidents: from the first report to wages paid");
  group->require_subcommand(1);
  const auto reading = [&](const char* name, const char* what, auto fill, auto run) {
    auto words = std::make_shared<IncidentWords>();
    auto* command = group->add_subcommand(name, what);
    fill(*command, *words);
    command->callback(
        [&action, words, run] { action = [words, run](const Context& c) { return run(c, *words); }; });
  };
  reading(
      "list", "Open incidents",
      [](CLI::App& c, IncidentWords& w) { c.add_flag("--all", w.all, "Ended ones too"); }, run_list);
  reading("show", "One incident, whole", of_incident, run_show);
  reading("duplicates", "Incidents that may be the same gathering", of_incident, run_duplicates);
  add_intake(*group, action);
  add_course(*group, action);
  add_ending(*group, action);
}

}  // namespace anxin
