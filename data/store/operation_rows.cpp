#include "data/store/operation_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "data/db/geometry_blob.hpp"

namespace anxin {
namespace {

enum Table : std::size_t { kUnits, kIncidents, kClosures, kAssignments, kReports, kFund, kOutbox };

std::int64_t seconds_of(Instant at) { return at.time_since_epoch().count(); }
Cell text_of(const std::optional<Instant>& at) { return at ? Cell(to_string(*at)) : Cell(); }
Cell number_of(const std::optional<Instant>& at) { return at ? Cell(seconds_of(*at)) : Cell(); }
template <class T>
  requires std::is_enum_v<T>
Cell word_of(T value) {
  return std::string(name_zh(value));
}
template <class T>
Cell whole(T value) {
  return static_cast<std::int64_t>(value);
}
Cell point_of(LonLat at) {
  const PointBlob blob = point_blob(at);
  return Blob{std::string(blob.begin(), blob.end())};
}

template <class T>
std::string names_of(std::uint8_t bits, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    if ((bits >> i & 1) != 0) out += (out.empty() ? "" : "、") + std::string(name_zh(static_cast<T>(i)));
  }
  return out;
}

void put(Rows& rows, Table table, Cells row) {
  Cells key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(kProjectedTables[table].key));
  rows[table].insert_or_assign(std::move(key), std::move(row));
}

void add(Rows& rows, const ResponseUnit& u) {
  const LonLat at = u.position.value_or(u.base);
  put(rows, kUnits,
      {u.id, u.name, u.short_name, names_of<Function>(u.functions, kFunctions),
       names_of<Sector>(u.sectors, kSectors), u.member_unit, u.supervising_unit, word_of(u.state),
       u.state_reason, whole(u.people), u.vehicle, u.post_phone, at.lon(), at.lat(),
       text_of(u.position ? u.position_at : std::nullopt), point_of(at)});
}

void add(Rows& rows, const Incident& i) {
  std::string sources;
  for (const SourceReport& report : i.sources) {
    sources += (sources.empty() ? "" : "、") + std::string(name_zh(report.source));
  }
  std::int64_t recovered = 0;
  for (const Recovered& part : i.recovered) recovered += part.fen;
  put(rows, kIncidents,
      {i.id,
       i.place,
       i.project,
       i.supervising_unit,
       i.jurisdiction_rule,
       word_of(i.sector),
       word_of(i.level.level),
       word_of(i.state),
       i.claimed_by,
       whole(i.persons),
       whole(i.employers),
       i.claimed_fen ? whole(*i.claimed_fen) : Cell(),
       word_of(i.extreme),
       sources,
       whole(i.exercise),
       i.plan_id,
       text_of(i.began),
       text_of(i.reported),
       text_of(i.claimed),
       text_of(i.confirmed),
       text_of(i.dispatched),
       text_of(i.first_on_scene),
       text_of(i.all_on_scene),
       text_of(i.resolved),
       text_of(i.ended),
       i.merged_into,
       i.conclusion ? word_of(*i.conclusion) : Cell(std::string()),
       recovered,
       i.follow_up,
       i.at.lon(),
       i.at.lat(),
       point_of(i.at)});
  for (const SituationReport& r : i.reports) {
    put(rows, kReports, {i.id, whole(r.number), seconds_of(r.at), r.by, whole(r.persons), r.text});
  }
}

void add(Rows& rows, const Assignment& a) {
  put(rows, kAssignments,
      {a.id, a.incident, a.unit, a.order, whole(a.function), whole(a.state), seconds_of(a.offered),
       number_of(a.accepted), number_of(a.en_route), number_of(a.on_scene), number_of(a.ended), a.expected_s,
       whole(std::llround(a.distance_m)), whole(a.escalation), whole(a.channel), a.words, a.reason});
}

void add(Rows& rows, const Closure& c) {
  put(rows, kClosures,
      {c.id, c.road, c.reason, text_of(c.from), text_of(c.until), text_of(c.lifted),
       c.road_at ? Cell(c.road_at->lon()) : Cell(), c.road_at ? Cell(c.road_at->lat()) : Cell(),
       c.area.empty() ? Cell() : Cell(Blob{area_blob(c.area)})});
}

void add(Rows& rows, std::size_t number, const FundEntry& e) {
  put(rows, kFund,
      {whole(number), e.supervising_unit, whole(e.move), e.fen, e.incident, seconds_of(e.at), e.reason});
}

template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::equality_comparable<T>) {
    return a == b;
  } else {
    return false;  // told apart by its rows
  }
}

// Rows of what differs, as they were and as they are.
template <class T>
void add_differences(const std::map<std::string, T>& a, const std::map<std::string, T>& b, Rows& before,
                     Rows& after) {
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() || y != b.end()) {
    const bool only_before = y == b.end() || (x != a.end() && x->first < y->first);
    const bool only_after = x == a.end() || (y != b.end() && y->first < x->first);
    if (only_before) {
      add(before, (x++)->second);
    } else if (only_after) {
      add(after, (y++)->second);
    } else {
      if (!same(x->second, y->second)) add(before, x->second), add(after, y->second);
      ++x, ++y;
    }
  }
}

// Post and telephone from "post telephone": the latter is the last word when it is made of digits.
std::pair<std::string, std::string> post_and_telephone(const std::string& told) {
  const std::size_t blank = told.rfind(' ');
  const std::string last = blank == std::string::npos ? "" : told.substr(blank + 1);
  const bool telephone = !last.empty() && last.find_first_not_of("0123456789-+") == std::string::npos;
  if (!telephone) return {told, ""};
  return {told.substr(0, blank), last};
}

}  // namespace

Rows rows_of(const Operations& operations) {
  Rows rows;
  for (const auto& [id, unit] : *operations.units) add(rows, unit);
  for (const auto& [id, incident] : *operations.incidents) add(rows, incident);
  for (const auto& [id, assignment] : *operations.assignments) add(rows, assignment);
  for (const auto& [id, closure] : *operations.closures) add(rows, closure);
  for (std::size_t i = 0; i < operations.fund->size(); ++i) add(rows, i + 1, (*operations.fund)[i]);
  return rows;
}

RowChanges changes_between(const Operations& before, const Operations& after) {
  Rows old, now;
  if (before.units != after.units) add_differences(*before.units, *after.units, old, now);
  if (before.incidents != after.incidents) add_differences(*before.incidents, *after.incidents, old, now);
  if (before.assignments != after.assignments) {
    add_differences(*before.assignments, *after.assignments, old, now);
  }
  if (before.closures != after.closures) add_differences(*before.closures, *after.closures, old, now);
  if (before.fund != after.fund) {
    const auto [x, y] = std::ranges::mismatch(*before.fund, *after.fund);
    for (auto i = x; i != before.fund->end(); ++i)
      add(old, static_cast<std::size_t>(i - before.fund->begin()) + 1, *i);
    for (auto i = y; i != after.fund->end(); ++i)
      add(now, static_cast<std::size_t>(i - after.fund->begin()) + 1, *i);
  }
  RowChanges changes;
  for (std::size_t table = 0; table < kProjectedTables.size(); ++table) {
    for (const auto& [key, row] : old[table]) {
      if (!now[table].contains(key)) changes.drop[table].push_back(key);
    }
    for (auto& [key, row] : now[table]) {
      const auto was = old[table].find(key);
      if (was == old[table].end() || was->second != row) changes.put[table].emplace(key, std::move(row));
    }
  }
  return changes;
}

void add_messages(Rows& rows, const OperationRecord& record, const Operations& after) {
  std::int64_t number = 0;
  const auto message = [&](const std::string& assignment, std::string post, std::string telephone,
                           std::string_view what) {
    const Assignment* a = after.assignment(assignment);
    const Incident* i = a != nullptr ? after.incident(a->incident) : nullptr;
    std::string text = std::string(what);
    if (i != nullptr) {
      text += fmt::format("：{} {}，{}，任职能{}，指派 {}。", i->id, i->place, name_zh(i->level.level),
                          name_zh(a->function), a->id);
    }
    put(rows, kOutbox,
        {whole(record.revision), ++number, assignment, std::move(post), std::move(telephone), std::move(text),
         seconds_of(record.at)});
  };
  for (const OperationChange& change : record.changes) {
    if (const auto* sent = std::get_if<UnitsDispatched>(&change)) {
      for (const Assignment& a : sent->assignments) {
        const ResponseUnit* unit = after.unit(a.unit);
        message(a.id, unit != nullptr ? unit->name : a.unit, unit != nullptr ? unit->post_phone : "", "派单");
      }
    } else if (const auto* escalated = std::get_if<OfferEscalated>(&change)) {
      auto [post, telephone] = post_and_telephone(escalated->told);
      message(escalated->assignment, std::move(post), std::move(telephone),
              escalated->step == 1 ? "再次通知接单" : "逾期未接单，请督促");
    }
  }
}

}  // namespace anxin
