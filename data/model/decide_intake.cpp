#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "data/model/deciding.hpp"

namespace anxin {
namespace {

constexpr std::uint8_t kTickable = (1U << static_cast<unsigned>(Modifier::SensitiveArea)) |
                                   (1U << static_cast<unsigned>(Modifier::BlockedRoad)) |
                                   (1U << static_cast<unsigned>(Modifier::SeveralEmployers)) |
                                   (1U << static_cast<unsigned>(Modifier::CrossDistrict));

Status plausible(std::optional<std::int32_t> persons, std::int32_t fewest,
                 std::optional<std::int32_t> employers, std::optional<Fen> claimed,
                 std::optional<std::uint8_t> modifiers) {
  if (persons && *persons < fewest)
    return refuse(fmt::format("人数不能少于 {}。", fewest),
                  fmt::format("The number of persons cannot be below {}.", fewest));
  if (employers && *employers < 1)
    return refuse("用人单位不能少于 1 家。", "There cannot be fewer than 1 employer.");
  if (claimed && *claimed < 0) return refuse("主张金额不能为负。", "The claimed amount cannot be negative.");
  if (modifiers && (*modifiers & ~kTickable) != 0)
    return refuse("“临近春节”“同址再发”由程序得出，不能勾选。",
                  "Near Spring Festival and repeat at the site are found by the program and cannot be "
                  "ticked.");
  return {};
}

// One case of a source is one report: a second entry of the same number is told where the first one is.
Status new_case(const Operations& operations, const SourceReport& report) {
  const Incident* known = incident_of_case(operations, report, false);
  if (known == nullptr) return {};
  return refuse(
      fmt::format("{} {} 已记入 {}。", name_zh(report.source), report.case_number, known->id),
      fmt::format("{} {} is already part of {}.", name_en(report.source), report.case_number, known->id));
}

Result<std::optional<ProjectPlace>> project_of(const Deciding& d, const std::optional<std::string>& id) {
  if (!id || id->empty()) return std::nullopt;
  auto place = d.context.project ? d.context.project(*id) : std::nullopt;
  if (!place)
    return fail(ErrorCode::NotFound, fmt::format("没有项目 {}。", *id),
                fmt::format("There is no project {}.", *id));
  return place;
}

std::string place_name(const ProjectPlace& project) {
  return project.township.empty() ? project.name : project.township + " " + project.name;
}

// Who is responsible: as said, as the project's row says, else as the pack finds for the point.
Status set_responsible(const Deciding& d, const ReportIncident& c, const std::optional<ProjectPlace>& project,
                       Incident& incident) {
  if (c.supervising_unit || (project && !project->supervising_unit.empty())) {
    incident.supervising_unit = c.supervising_unit.value_or(project ? project->supervising_unit : "");
    incident.jurisdiction_rule = "declared";
    return d.known_supervising_unit(incident.supervising_unit);
  }
  const Responsible found = d.context.responsible ? d.context.responsible(incident.at) : Responsible{};
  if (found.supervising_unit.empty())
    return refuse("该位置不属于任何监管单位，请指定监管单位。",
                  "The position belongs to no supervising unit; please name one.");
  incident.supervising_unit = found.supervising_unit;
  incident.jurisdiction_rule = found.rule;
  return {};
}

Status check_times(const ReportIncident& c, Instant reported, Instant now) {
  if (reported > now) return refuse("报告时间不能晚于现在。", "The report cannot be later than now.");
  if (c.began && *c.began > reported)
    return refuse("开始时间不能晚于报告时间。", "The beginning cannot be later than the report.");
  return {};
}

Status check_report(const Deciding& d, const ReportIncident& c) {
  if (auto ok = exercise_belongs(c.exercise, d.context.exercise_store); !ok) return ok;
  if (auto ok = plausible(c.persons, 1, c.employers, c.claimed_fen, c.modifiers); !ok) return ok;
  if (auto ok = check_times(c, c.reported.value_or(d.now()), d.now()); !ok) return ok;
  if (auto ok = impersonal({c.place.value_or(""), c.source.case_number}); !ok) return ok;
  return new_case(d.operations, c.source);
}

std::string new_incident_id(const Operations& operations, Instant reported) {
  const std::string prefix = fmt::format("I-{}-", compact_day(reported));
  int largest = 0;
  for (auto it = operations.incidents->lower_bound(prefix);
       it != operations.incidents->end() && it->first.starts_with(prefix); ++it)
    largest = std::max(largest, number_behind(it->first, prefix));
  return fmt::format("{}{:03}", prefix, next_number(largest));
}

}  // namespace

Status exercise_belongs(bool exercise, bool exercise_store) {
  if (exercise == exercise_store) return {};
  return exercise ? refuse("演练事件只能记入演练库。", "An exercise can only be kept in an exercise store.")
                  : refuse("演练库不能记入真实事件。", "An exercise store cannot keep a real incident.");
}

Facts decide_on(const Deciding& d, const ReportIncident& c) {
  if (auto ok = check_report(d, c); !ok) return std::unexpected(ok.error());
  const auto project = project_of(d, c.project);
  if (!project) return std::unexpected(project.error());
  if (!c.at && !*project) return refuse("须给出项目或位置。", "A project or a position is needed.");
  Incident incident;
  incident.at = c.at ? *c.at : (*project)->at;
  if (!incident.at.is_valid()) return refuse("位置不是有效的经纬度。", "The position is not a valid one.");
  if (auto ok = set_responsible(d, c, *project, incident); !ok) return std::unexpected(ok.error());
  incident.project = c.project.value_or("");
  if (c.place && !has_no_text(*c.place)) {
    incident.place = *c.place;
  } else {
    incident.place = *project ? place_name(**project)
                              : fmt::format("{:.5f}, {:.5f}", incident.at.lon(), incident.at.lat());
  }
  incident.sector = c.sector.value_or(*project ? (*project)->sector : Sector::Other);
  incident.began = c.began;
  incident.reported = c.reported.value_or(d.now());
  incident.sources.push_back({c.source.source, c.source.case_number, incident.reported});
  incident.persons = c.persons;
  incident.employers = c.employers;
  incident.claimed_fen = c.claimed_fen;
  incident.extreme = c.extreme;
  incident.modifiers = c.modifiers;
  incident.exercise = c.exercise;
  incident.id = new_incident_id(d.operations, incident.reported);
  incident.level = find_level(d.operations, d.policy(), incident);
  return Facts{{IncidentReported{std::move(incident)}}};
}

Facts decide_on(const Deciding& d, const ReportIncidents& c) {
  std::vector<OperationChange> facts;
  Operations known = d.operations;
  for (const ReportIncident& report : c.reports) {
    Facts one = decide_on(Deciding{known, d.context}, report);
    if (!one) return one;
    known = evolve(std::move(known), OperationRecord{known.revision, d.now(), d.context.seat, {}, *one});
    std::ranges::move(*one, std::back_inserter(facts));
  }
  return facts;
}

Facts decide_on(const Deciding& d, const ClaimIncident& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  const std::string& holder = (*incident)->claimed_by;
  if (d.context.seat.empty()) return refuse("认领须署席位。", "A claim needs a seat.");
  if (holder == d.context.seat)
    return refuse(fmt::format("本席已认领 {}。", c.incident),
                  fmt::format("This seat already has {}.", c.incident));
  if (!holder.empty() && has_no_text(c.reason))
    return refuse(
        fmt::format("{} 已由 {} 认领；接管须写明理由。", c.incident, holder),
        fmt::format("{} has been claimed by {}; taking it over needs a reason.", c.incident, holder));
  return Facts{{IncidentClaimed{c.incident, d.context.seat, holder, c.reason}}};
}

Facts decide_on(const Deciding& d, const AddSource& c) {
  const auto incident = d.open_incident(c.incident);
  if (!incident) return std::unexpected(incident.error());
  if (auto ok = impersonal({c.report.case_number}); !ok) return std::unexpected(ok.error());
  if (auto ok = new_case(d.operations, c.report); !ok) return std::unexpected(ok.error());
  SourceReport report = c.report;
  if (report.at == Instant{}) report.at = d.now();
  if (report.at > d.now()) return refuse("报告时间不能晚于现在。", "The report cannot be later than now.");
  return Facts{{SourceAdded{c.incident, std::move(report)}}};
}

Facts decide_on(const Deciding& d, const UpdateIncident& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  if (auto ok = plausible(c.persons, 0, c.employers, c.claimed_fen, c.modifiers); !ok)
    return std::unexpected(ok.error());
  if (auto ok = impersonal({c.place.value_or("")}); !ok) return std::unexpected(ok.error());
  if (const auto project = project_of(d, c.project); !project) return std::unexpected(project.error());
  const Incident& before = **found;
  Incident after = before;
  IncidentUpdated update{c.incident, {}, {}, {}, {}, {}, {}, {}};
  bool any = false;
  const auto take = [&any](const auto& wished, auto& value, auto& fact) {
    if (!wished || *wished == value) return;
    value = *wished;
    fact = wished;
    any = true;
  };
  take(c.persons, after.persons, update.persons);
  take(c.employers, after.employers, update.employers);
  take(c.claimed_fen, after.claimed_fen, update.claimed_fen);
  take(c.extreme, after.extreme, update.extreme);
  take(c.modifiers, after.modifiers, update.modifiers);
  take(c.project, after.project, update.project);
  take(c.place, after.place, update.place);
  if (!any) return refuse("没有要更改的内容。", "Nothing would change.");
  std::vector<OperationChange> facts{std::move(update)};
  follow_level(facts, d, before, after);
  return facts;
}

Facts decide_on(const Deciding& d, const SetLevel& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& incident = **found;
  const bool lower = c.level > incident.level.level;
  if (auto ok = needs_reason(c.reason, lower ? "降低等级" : "人工定级",
                             lower ? "A lower level" : "A level set by hand");
      !ok)
    return std::unexpected(ok.error());
  if (auto ok = impersonal({c.reason}); !ok) return std::unexpected(ok.error());
  if (c.level == incident.level.level && incident.level.by_hand)
    return refuse(fmt::format("{} 已定为{}。", c.incident, name_zh(c.level)),
                  fmt::format("{} already is {}.", c.incident, name_en(c.level)));
  LevelFinding finding = find_level(d.operations, d.policy(), incident);
  finding.level = c.level;
  finding.by_hand = true;
  finding.reason = c.reason;
  std::vector<OperationChange> facts{IncidentLevelSet{c.incident, std::move(finding)}};
  if (c.level != incident.level.level) follow_plan(facts, d, incident, c.level);
  return facts;
}

Facts decide_on(const Deciding& d, const ConfirmIncident& c) {
  const auto found = d.open_incident(c.incident);
  if (!found) return std::unexpected(found.error());
  const Incident& incident = **found;
  if (const auto to = step(incident.state, IncidentStep::Confirm); !to) return std::unexpected(to.error());
  std::vector<OperationChange> facts;
  if (incident.claimed_by.empty() && !d.context.seat.empty())
    facts.push_back(IncidentClaimed{c.incident, d.context.seat, "", ""});  // who confirms has taken it up
  LevelFinding level = incident.level;
  if (!incident.level_set) {
    level = find_level(d.operations, d.policy(), incident);
    facts.push_back(IncidentLevelSet{c.incident, level});
  }
  const ResponsePlan* plan = plan_of(d.policy(), level.level, incident.sector);
  if (plan == nullptr)
    return fail(ErrorCode::Internal, fmt::format("数据包没有{}的处置方案。", name_zh(level.level)),
                fmt::format("The pack has no response plan for {}.", name_en(level.level)));
  facts.push_back(IncidentConfirmed{c.incident, plan->id, plan->counts});
  return facts;
}

}  // namespace anxin
