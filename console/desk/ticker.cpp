#include "console/desk/ticker.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "data/model/operation_about.hpp"

namespace anxin {
namespace {

// What a line is about, the gravest first: open incidents by level, ended ones, everything else.
constexpr int kRanks = kIncidentLevels + 2, kEnded = kIncidentLevels, kOther = kIncidentLevels + 1;

struct Event {
  const OperationChange* change = nullptr;
  Instant at{};
  std::size_t order = 0;  // in the journal
  std::string incident;
  int rank = kOther;
};

// Events that stand in one line; the newest speaks for them.
struct Group {
  std::vector<const Event*> events;
  [[nodiscard]] const Event& newest() const { return *events.back(); }
};

int rank_of(const Operations& operations, const std::string& incident) {
  if (incident.empty()) return kOther;
  const Incident* known = operations.incident(incident);
  if (known == nullptr || !known->open()) return kEnded;
  return static_cast<int>(known->level.level);
}

// From the newest back, as far as the ticker reaches; given in the order of the journal.
std::vector<Event> events_of(std::span<const OperationRecord> records, const Operations& operations,
                             Instant now) {
  std::vector<Event> events;
  for (std::size_t r = records.size(); r-- > 0;) {
    const OperationRecord& record = records[r];
    if (record.at > now) continue;
    if (now - record.at > kTickerReach && events.size() >= kTickerLines) break;
    for (std::size_t c = record.changes.size(); c-- > 0;) {
      const OperationChange& change = record.changes[c];
      if (std::holds_alternative<UnitPositionReported>(change)) continue;
      std::string incident(incident_of(change));
      const int rank = rank_of(operations, incident);
      events.push_back({&change, record.at, 0, std::move(incident), rank});
    }
  }
  std::ranges::reverse(events);
  for (std::size_t i = 0; i < events.size(); ++i) events[i].order = i;
  return events;
}

// Events with one key, in the order of the journal. `Key` is comparable.
template <class KeyOf>
std::vector<Group> grouped(const std::vector<Event>& events, const KeyOf& key_of) {
  std::map<decltype(key_of(events.front())), Group> by_key;
  for (const Event& e : events) by_key[key_of(e)].events.push_back(&e);
  std::vector<Group> groups;
  groups.reserve(by_key.size());
  for (auto& [key, group] : by_key) groups.push_back(std::move(group));
  return groups;
}

bool newer(const Group& a, const Group& b) { return a.newest().order > b.newest().order; }

// The graver, then the newer.
bool before(const Group& a, const Group& b) {
  return a.newest().rank != b.newest().rank ? a.newest().rank < b.newest().rank : newer(a, b);
}

TickerLine line_of(const Operations& operations, const Group& group) {
  const Event& e = group.newest();
  const FactBrief fact = brief_of(*e.change, operations);
  TickerLine line;
  line.at = e.at;
  line.incident = e.incident;
  line.folded = group.events.size();
  std::string place_zh, place_en;
  if (const Incident* incident = operations.incident(e.incident)) {
    line.level = incident->level.level;
    place_zh = place_en = incident->place.empty() ? incident->id : incident->place;
  } else if (!e.incident.empty()) {
    place_zh = place_en = e.incident;
  }
  line.zh = (place_zh.empty() ? "" : place_zh + "：") + fact.zh;
  line.en = (place_en.empty() ? "" : place_en + ": ") + fact.en;
  if (line.folded > 1) {
    line.zh += fmt::format("，共 {} 条", line.folded);
    line.en += fmt::format(", {} events", line.folded);
  }
  return line;
}

// Incidents of one rank in one line. Those of level I are all named; of the others the newest three.
TickerLine folded_line(int rank, std::span<const Group> groups) {
  TickerLine line;
  std::string ids;
  for (const Group& g : groups) {
    line.folded += g.events.size();
    line.at = std::max(line.at, g.newest().at);
  }
  line.folded -= 1;  // a line stands for one event unless told otherwise
  if (rank == kOther) {
    line.zh = fmt::format("单位、道路与资金，共 {} 条", line.folded);
    line.en = fmt::format("units, roads and funds, {} events", line.folded);
    return line;
  }
  const std::size_t named = rank == 0 ? groups.size() : std::min<std::size_t>(groups.size(), 3);
  for (std::size_t i = 0; i < named; ++i) ids += (i == 0 ? "" : " ") + groups[i].newest().incident;
  if (named < groups.size()) ids += " …";
  const bool ended = rank == kEnded;
  if (!ended) line.level = static_cast<IncidentLevel>(rank);
  line.zh = fmt::format("{} {} 起，共 {} 条：{}", ended ? "已结事件" : name_zh(*line.level), groups.size(),
                        line.folded, ids);
  line.en = fmt::format("{}: {} incidents, {} events: {}", ended ? "ended" : name_en(*line.level),
                        groups.size(), line.folded, ids);
  return line;
}

struct RankedLine {
  int rank = kOther;
  TickerLine line;
};

// The first groups alone, the others a line a rank: as many alone as leave room for the lines of the rest.
// `groups` in the order of `before`.
std::vector<RankedLine> squeezed(const Operations& operations, std::span<const Group> groups) {
  const auto ranks_from = [&](std::size_t from) {
    std::array<bool, kRanks> seen{};
    for (std::size_t i = from; i < groups.size(); ++i) seen[groups[i].newest().rank] = true;
    return static_cast<std::size_t>(std::ranges::count(seen, true));
  };
  std::size_t alone = std::min(groups.size(), kTickerLines);
  while (alone > 0 && alone + ranks_from(alone) > kTickerLines) --alone;
  std::vector<RankedLine> lines;
  for (std::size_t i = 0; i < alone; ++i)
    lines.push_back({groups[i].newest().rank, line_of(operations, groups[i])});
  for (std::size_t i = alone; i < groups.size();) {
    const int rank = groups[i].newest().rank;
    std::size_t end = i;
    while (end < groups.size() && groups[end].newest().rank == rank) ++end;
    lines.push_back({rank, end - i == 1 ? line_of(operations, groups[i])
                                        : folded_line(rank, groups.subspan(i, end - i))});
    i = end;
  }
  return lines;
}

}  // namespace

std::vector<TickerLine> ticker_of(std::span<const OperationRecord> records, const Operations& operations,
                                  Instant now) {
  const std::vector<Event> events = events_of(records, operations, now);
  if (events.empty()) return {};
  std::vector<Group> groups;
  if (events.size() <= kTickerLines) {
    groups = grouped(events, [](const Event& e) { return e.order; });
  } else {
    groups = grouped(events, [](const Event& e) { return std::tuple(e.incident, e.change->index()); });
    if (groups.size() > kTickerLines) groups = grouped(events, [](const Event& e) { return e.incident; });
  }
  std::ranges::sort(groups, before);
  std::vector<RankedLine> ranked = squeezed(operations, groups);
  // What is open at level I first, then by time; equal times as they came, the graver first.
  std::ranges::stable_sort(ranked, [](const RankedLine& a, const RankedLine& b) {
    const bool first = a.rank == 0, other_first = b.rank == 0;
    return first != other_first ? first : a.line.at > b.line.at;
  });
  std::vector<TickerLine> lines;
  for (RankedLine& r : ranked) lines.push_back(std::move(r.line));
  return lines;
}

void AlarmTimes::take(const OperationRecord& record) {
  for (const OperationChange& change : record.changes) {
    const std::string incident(incident_of(change));
    if (incident.empty()) continue;
    if (std::holds_alternative<IncidentReported>(change)) known[incident] = record.at;
    if (std::holds_alternative<ClockBreached>(change) || std::holds_alternative<RollCallMissed>(change))
      raised[incident] = record.at;
    if (std::holds_alternative<AlarmAcknowledged>(change) || std::holds_alternative<IncidentClaimed>(change))
      acknowledged[incident] = record.at;
  }
}

namespace {

std::optional<Instant> at(const std::map<std::string, Instant>& times, const std::string& incident) {
  const auto found = times.find(incident);
  return found == times.end() ? std::nullopt : std::optional(found->second);
}

bool just_now(Instant since, Instant now) {
  return since <= now && now - since < std::chrono::seconds(kSoundsOnceS);
}

// What one open incident sounds by itself; None when it is quiet.
AlarmSound sound_of(const Incident& incident, const AlarmTimes& times, Instant now) {
  const auto acknowledged = at(times.acknowledged, incident.id);
  const std::chrono::seconds silence(kSilenceS);
  if (acknowledged && *acknowledged <= now && now - *acknowledged < silence) return {};
  const Instant known = at(times.known, incident.id).value_or(incident.reported);
  const bool fresh = incident.state == IncidentState::Reported && incident.claimed_by.empty() && known <= now;
  if (fresh && incident.level.level <= IncidentLevel::II) {
    const bool first = incident.level.level == IncidentLevel::I;
    const Instant since = acknowledged ? std::max(known, *acknowledged + silence) : known;
    const std::int64_t every_s = first ? 20 : 60;
    return {first ? AlarmKind::NewI : AlarmKind::NewII, incident.id, since, (now - since).count() / every_s};
  }
  const auto raised = at(times.raised, incident.id);
  if (raised && incident.alarm_open && just_now(*raised, now))
    return {AlarmKind::Breach, incident.id, *raised, 0};
  if (fresh && incident.level.level == IncidentLevel::III && just_now(known, now))
    return {AlarmKind::NewIII, incident.id, known, 0};
  return {};
}

}  // namespace

AlarmSound alarm_of(const Operations& operations, const AlarmTimes& times, Instant now) {
  AlarmSound worst;
  IncidentLevel level{};
  for (const auto& [id, incident] : *operations.incidents) {
    if (!incident.open()) continue;
    AlarmSound sound = sound_of(incident, times, now);
    if (sound.kind == AlarmKind::None) continue;
    const auto rank = std::tuple(sound.kind, incident.level.level, sound.since);
    if (worst.kind != AlarmKind::None && rank >= std::tuple(worst.kind, level, worst.since)) continue;
    level = incident.level.level;
    worst = std::move(sound);
  }
  return worst;
}

}  // namespace anxin
