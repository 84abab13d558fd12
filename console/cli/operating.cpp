#include "console/cli/operating.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <cmath>

#include "console/desk/command_id.hpp"
#include "data/model/format.hpp"
#include "data/model/operation_json.hpp"
#include "data/model/operation_sentences.hpp"
#include "data/model/unit_text.hpp"
#include "geo/route/graph_file.hpp"

namespace anxin {
namespace {

Json or_null(const std::optional<Instant>& at) { return at ? Json(to_string(*at)) : Json(); }
Json or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

template <class T, int Count>
Json words_of_bits(std::uint8_t bits) {
  Json words = Json::array();
  for (int i = 0; i < Count; ++i)
    if ((bits >> i & 1) != 0) words.push_back(code(static_cast<T>(i)));
  return words;
}

Json position_json(LonLat at) { return {{"lon", at.lon()}, {"lat", at.lat()}}; }

std::string name_of_unit(const Operating& o, const std::string& code) {
  const auto& names = o.pack->dispatch.unit_name;
  const auto found = names.find(code);
  return found == names.end() ? code : found->second;
}

Json level_json(const LevelFinding& level) {
  return {{"level", code(level.level)},   {"by_heads", code(level.by_heads)},
          {"profile", level.profile},     {"modifiers", words_of_bits<Modifier, kModifiers>(level.modifiers)},
          {"second", code(level.second)}, {"second_profile", level.second_profile},
          {"by_hand", level.by_hand},     {"reason", or_null(level.reason)}};
}

Json shifts_json(const std::vector<DutyShift>& shifts) {
  Json out = Json::array();
  for (const DutyShift& s : shifts) {
    Json weekdays = Json::array();  // 1 Monday ... 7 Sunday
    for (int d = 0; d < 7; ++d)
      if ((s.weekdays >> d & 1) != 0) weekdays.push_back(d + 1);
    out.push_back({{"weekdays", weekdays}, {"from_minute", s.from_minute}, {"to_minute", s.to_minute}});
  }
  return out;
}

}  // namespace

void add_write_options(CLI::App& command, WriteOptions& options) {
  command.add_option("--seat", options.seat, "The duty post that does this");
  command.add_option("--command-id", options.command_id, "The same id twice has one effect and one answer");
}

Result<const Incident*> Operating::incident(const std::string& id) const {
  if (const Incident* found = operations().incident(id)) return found;
  return fail(ErrorCode::NotFound, "没有事件 " + id + "。", "There is no incident " + id + ".");
}

Result<Operating> open_operating(const Context& context, OpenMode mode) {
  Operating o;
  auto pack = context.pack();
  if (!pack) return std::unexpected(pack.error());
  o.pack = std::move(*pack);
  auto store = context.open(mode);
  if (!store) return std::unexpected(store.error());
  o.store = std::move(*store);
  auto desk = Operator::open(*o.store, o.pack);
  if (!desk) return std::unexpected(desk.error());
  o.desk = std::make_unique<Operator>(std::move(*desk));
  o.now = context.now(o.store->info());
  return o;
}

Result<std::unique_ptr<Adviser>> open_adviser(const Context& context, const Operating& o) {
  auto graph = load_graph(graph_file_of(context.store_file()));
  if (!graph) return std::unexpected(graph.error());
  return std::make_unique<Adviser>(std::make_shared<const RoadGraph>(std::move(*graph)), o.pack);
}

int carry_out(const Context& context, const WriteOptions& options, const OperationCommand& command) {
  const auto stop = [&](const Error& e) { return report(e, context.json(), context.english()); };
  auto o = open_operating(context, OpenMode::ReadWrite);
  if (!o) return stop(o.error());
  const std::string id = options.command_id.empty() ? new_command_id() : options.command_id;
  const auto record = o->desk->carry_out(command, {options.seat, id, o->now});
  if (!record) return stop(record.error());
  if (context.json()) {
    print_json({{"revision", record->revision},
                {"at", to_string(record->at)},
                {"seat", record->seat},
                {"command_id", record->command_id},
                {"changes", Json::parse(to_json(record->changes))}});
    return kExitDone;
  }
  if (record->changes.empty()) print_line(context.say("没有到时限的事项。", "Nothing is due."));
  for (const OperationChange& change : record->changes) {
    print_line(describe_change(change, o->operations(), context.english()));
  }
  return kExitDone;
}

Json counts_json(const FunctionCounts& counts) {
  Json out = Json::array();
  for (int f = 0; f < kFunctions; ++f) {
    if (counts[f] > 0) out.push_back({{"function", code(static_cast<Function>(f))}, {"count", counts[f]}});
  }
  return out;
}

Json assignment_json(const Assignment& a) {
  return {{"id", a.id},
          {"incident", a.incident},
          {"order", a.order},
          {"response_unit", a.unit},
          {"function", code(a.function)},
          {"state", code(a.state)},
          {"offered", to_string(a.offered)},
          {"accepted", or_null(a.accepted)},
          {"en_route", or_null(a.en_route)},
          {"on_scene", or_null(a.on_scene)},
          {"ended", or_null(a.ended)},
          {"expected_s", a.expected_s},
          {"distance_m", a.distance_m},
          {"escalation", a.escalation},
          {"channel", code(a.channel)},
          {"words", or_null(a.words)},
          {"reason", or_null(a.reason)}};
}

Json unit_json(const Operating& o, const ResponseUnit& unit) {
  const Assignment* engaged = o.operations().engagement_of(unit.id);
  const UnitPlace place = place_of(unit, o.now, o.pack->dispatch.clocks.position_stale_s);
  return {{"id", unit.id},
          {"name", unit.name},
          {"short_name", unit.short_name},
          {"member_unit", unit.member_unit},
          {"supervising_unit", unit.supervising_unit},
          {"functions", words_of_bits<Function, kFunctions>(unit.functions)},
          {"base", position_json(unit.base)},
          {"people", unit.people},
          {"vehicle", or_null(unit.vehicle)},
          {"post_phone", or_null(unit.post_phone)},
          {"deputy_post", or_null(unit.deputy_post)},
          {"deputy_phone", or_null(unit.deputy_phone)},
          {"sectors", words_of_bits<Sector, kSectors>(unit.sectors)},
          {"shifts", shifts_json(unit.shifts)},
          {"roster", shifts_text(unit.shifts, false)},
          {"state", code(unit.state)},
          {"state_reason", or_null(unit.state_reason)},
          {"on_duty", on_duty(unit, o.now)},
          {"available", o.operations().available(unit, o.now)},
          {"assignment", engaged != nullptr ? Json(engaged->id) : Json()},
          {"place", position_json(place.at)},
          {"at_base", place.at_base},
          {"position_age_s", place.age_s ? Json(*place.age_s) : Json()}};
}

Json incident_json(const Operating& o, const Incident& i) {
  Json sources = Json::array(), reports = Json::array(), assignments = Json::array(),
       recovered = Json::array();
  for (const SourceReport& s : i.sources) {
    sources.push_back(
        {{"source", code(s.source)}, {"case_number", or_null(s.case_number)}, {"at", to_string(s.at)}});
  }
  for (const SituationReport& r : i.reports) {
    reports.push_back({{"number", r.number},
                       {"at", to_string(r.at)},
                       {"by", r.by},
                       {"persons", r.persons},
                       {"text", r.text}});
  }
  for (const Assignment* a : o.operations().assignments_of(i.id)) assignments.push_back(assignment_json(*a));
  for (const Recovered& r : i.recovered) recovered.push_back({{"source", code(r.source)}, {"fen", r.fen}});
  return {{"id", i.id},
          {"state", code(i.state)},
          {"claimed_by", or_null(i.claimed_by)},
          {"level", level_json(i.level)},
          {"project", or_null(i.project)},
          {"place", i.place},
          {"at", position_json(i.at)},
          {"supervising_unit", i.supervising_unit},
          {"jurisdiction_rule", i.jurisdiction_rule},
          {"sector", code(i.sector)},
          {"began", or_null(i.began)},
          {"reported", to_string(i.reported)},
          {"persons", i.persons},
          {"employers", i.employers},
          {"claimed_fen", i.claimed_fen ? Json(*i.claimed_fen) : Json()},
          {"extreme", code(i.extreme)},
          {"plan", counts_json(i.plan)},
          {"plan_id", or_null(i.plan_id)},
          {"exercise", i.exercise},
          {"claimed", or_null(i.claimed)},
          {"confirmed", or_null(i.confirmed)},
          {"dispatched", or_null(i.dispatched)},
          {"first_on_scene", or_null(i.first_on_scene)},
          {"all_on_scene", or_null(i.all_on_scene)},
          {"resolved", or_null(i.resolved)},
          {"ended", or_null(i.ended)},
          {"alarm_open", i.alarm_open},
          {"merged_into", or_null(i.merged_into)},
          {"conclusion", i.conclusion ? Json(code(*i.conclusion)) : Json()},
          {"follow_up", or_null(i.follow_up)},
          {"sources", sources},
          {"reports", reports},
          {"assignments", assignments},
          {"recovered", recovered}};
}

std::string incident_line(const Operating& o, const Incident& i, bool english) {
  const std::string_view state = !i.claimed_by.empty() && i.state == IncidentState::Reported
                                     ? (english ? std::string_view("claimed") : std::string_view("已认领"))
                                     : (english ? name_en(i.state) : name_zh(i.state));
  return fmt::format("{}  {}  {:>4}  {}  {}  {}", i.id, name_zh(i.level.level), i.persons, state,
                     name_of_unit(o, i.supervising_unit), i.place);
}

Result<Fen> parse_yuan(const std::string& text, const std::string& option) {
  const auto bad = [&] {
    return fail(
        ErrorCode::Usage, option + " “" + text + "”不是金额，应为元，至多两位小数，如 138600 或 0.5。",
        option + " '" + text + "' is not an amount; write yuan with at most two decimals, like 138600.");
  };
  const auto dot = text.find('.');
  const std::string whole = text.substr(0, dot);
  std::string part = dot == std::string::npos ? "" : text.substr(dot + 1);
  if (whole.empty() || part.size() > 2 || (dot != std::string::npos && part.empty())) return bad();
  part.resize(2, '0');
  const std::string digits = whole + part;
  if (digits.size() > 17 || digits.find_first_not_of("0123456789") != std::string::npos) return bad();
  Fen fen = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), fen);
  return fen;
}

Result<FunctionCounts> parse_counts(const std::string& text) {
  FunctionCounts counts{};
  std::size_t at = 0;
  while (at <= text.size()) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    const std::string item = text.substr(at, end - at);
    const std::size_t colon = item.find(':');
    const auto function = parse_operation_word<Function>(item.substr(0, colon));
    const std::string number = colon == std::string::npos ? "1" : item.substr(colon + 1);
    if (!function || number.size() != 1 || number[0] < '1' || number[0] > '9') {
      return fail(ErrorCode::Usage, "“" + item + "”不是职能与数量，应如 mediation:1。",
                  "'" + item + "' is not a function and its count; write it like mediation:1.");
    }
    counts[static_cast<std::size_t>(*function)] = static_cast<std::uint8_t>(number[0] - '0');
    at = end + 1;
  }
  return counts;
}

Result<std::vector<ChosenPart>> parse_parts(const std::vector<std::string>& words) {
  std::vector<ChosenPart> parts;
  for (const std::string& item : words) {
    const std::size_t colon = item.rfind(':');
    const auto function =
        word_of<Function>(colon == std::string::npos ? "" : item.substr(colon + 1), "--unit");
    if (!function) return std::unexpected(function.error());
    parts.push_back({*function, item.substr(0, colon)});
  }
  return parts;
}

}  // namespace anxin
