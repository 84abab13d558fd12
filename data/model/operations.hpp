// The fast, small data as an immutable value: response units, incidents, assignments, reports, closures, the
// emergency funds' ledgers. Each table is a shared_ptr<const>; evolve (evolve.hpp) copies the one table that
// a change touches. Read on any thread. Incidents end when the wages are paid; nothing here names or counts a
// person but by heads. Past incidents that came in as records stand in records.hpp.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "data/model/operation_words.hpp"
#include "data/model/rows.hpp"
#include "geo/polygon.hpp"
#include "geo/position.hpp"

namespace anxin {

// A span of the week in which a unit is on duty. `to_minute` not after `from_minute`: into the next day.
struct DutyShift {
  std::uint8_t weekdays = 0x7F;  // bit 0 Monday ... bit 6 Sunday, of the day on which it begins
  std::int32_t from_minute = 0;  // of the day in Beijing
  std::int32_t to_minute = 0;
  friend bool operator==(const DutyShift&, const DutyShift&) = default;
};

// A team with a base and one to three functions, of which it fills one per incident. Posts and the posts'
// telephones only, never a person's.
struct ResponseUnit {
  std::string id;           // U-110105-LEAD-1
  std::string name;         // 朝阳区人社局 监察一队
  std::string short_name;   // 朝阳一队, for the map and for `/u`
  std::string member_unit;  // code of the pack's member_units
  std::string supervising_unit;
  std::uint8_t functions = 0;  // bit set of Function, one to three bits
  std::uint8_t sectors = 0;  // bit set of Sector that it answers for, when it fills Function::Sector; 0: all
  LonLat base;
  std::int32_t people = 0;
  std::string vehicle;     // kind of vehicle, "" none
  std::string post_phone;  // of the duty post
  std::string deputy_post, deputy_phone;
  std::vector<DutyShift> shifts;  // empty: always
  UnitReadiness state = UnitReadiness::Ready;
  std::string state_reason;
  std::optional<LonLat> position;  // the last one reported
  std::optional<Instant> position_at;
  friend bool operator==(const ResponseUnit&, const ResponseUnit&) = default;
};

// One report of an incident by one way; the case number is the source's.
struct SourceReport {
  IncidentSource source = IncidentSource::Other;
  std::string case_number;
  Instant at{};
  friend bool operator==(const SourceReport&, const SourceReport&) = default;
};

// Why the level is what it is: the head-count's level, what raised it, a hand that changed it.
struct LevelFinding {
  IncidentLevel by_heads = IncidentLevel::IV;  // the first profile, modifiers not yet counted
  IncidentLevel level = IncidentLevel::IV;     // what stands
  IncidentLevel second = IncidentLevel::IV;    // the second profile's, whole, for the screen
  std::uint8_t modifiers = 0;                  // bit set of Modifier that counted
  std::string profile, second_profile;         // their names
  bool by_hand = false;
  std::string reason;  // of the hand
  friend bool operator==(const LevelFinding&, const LevelFinding&) = default;
};

// A situation report from the scene.
struct SituationReport {
  std::int32_t number = 0;  // 1: 首报
  Instant at{};
  std::string by;  // unit id or seat
  std::int32_t persons = 0;
  std::string text;
  friend bool operator==(const SituationReport&, const SituationReport&) = default;
};

struct LogEntry {
  Instant at{};
  std::string by;  // seat or unit id
  std::string text;
  friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

struct Recovered {
  MoneySource source{};
  Fen fen = 0;
  friend bool operator==(const Recovered&, const Recovered&) = default;
};

// Who is responsible, when it is contested: a record with a clock (DOMAIN 6).
struct JurisdictionDispute {
  std::vector<std::string> candidates;  // supervising units
  std::string reason;
  Instant opened{}, due{};
  std::optional<Instant> settled;
  friend bool operator==(const JurisdictionDispute&, const JurisdictionDispute&) = default;
};

struct RollCall {
  Instant started{};
  bool retried = false;
  std::vector<std::string> answered;  // assignments
  std::vector<std::string> missed;    // after the retry: an alarm
  friend bool operator==(const RollCall&, const RollCall&) = default;
};

// A gathering or an extreme act over unpaid wages, at a place.
struct Incident {
  std::string id;       // I-20261123-004
  std::string project;  // project id, "" when none is known
  std::string place;    // 十八里店 安置房二期
  LonLat at;
  std::string supervising_unit;   // responsible
  std::string jurisdiction_rule;  // Jurisdiction::rule, or "declared", "settled"
  Sector sector = Sector::Other;
  std::optional<Instant> began;  // 开始, when known
  Instant reported{};            // 报告
  std::vector<SourceReport> sources;
  std::int32_t persons = 0;
  std::int32_t employers = 1;
  std::optional<Fen> claimed_fen;
  ExtremeAct extreme = ExtremeAct::None;
  std::uint8_t modifiers = 0;  // bit set of Modifier that a person ticked
  LevelFinding level;
  FunctionCounts plan{};  // of the response plan, and what was asked for on top
  std::string plan_id;    // of the pack; "" until confirmed
  IncidentState state = IncidentState::Reported;
  std::string claimed_by;  // seat; "" nobody
  bool exercise = false;   // 演练

  // The moments clocks are measured by.
  std::optional<Instant> claimed, level_set, confirmed, dispatched, first_on_scene, all_on_scene, resolved,
      ended;
  std::vector<SituationReport> reports;
  std::vector<LogEntry> log;
  std::optional<JurisdictionDispute> dispute;
  std::optional<RollCall> roll_call;
  std::vector<std::pair<std::string, Instant>> breached;  // clock keys (clocks.hpp) whose breach is recorded
  bool alarm_open = false;  // a breach or a miss that no seat has acknowledged; over with the incident
  std::vector<std::string> not_duplicates;  // incidents that a person said are others

  std::string merged_into;  // Merged
  IncidentState state_before_merge = IncidentState::Reported;
  std::optional<Conclusion> conclusion;
  std::vector<Recovered> recovered;
  std::string follow_up;   // what is carried on after closing, "" nothing
  std::string end_reason;  // Cancelled, Merged
  friend bool operator==(const Incident&, const Incident&) = default;

  [[nodiscard]] bool open() const {
    return state != IncidentState::Closed && state != IncidentState::Cancelled &&
           state != IncidentState::Merged;
  }
};

// One unit's part in an incident.
struct Assignment {
  std::string id;  // I-20261123-004/3
  std::string incident, unit, order;
  Function function = Function::Lead;
  AssignmentState state = AssignmentState::Offered;
  Instant offered{};
  std::optional<Instant> accepted, en_route, on_scene,
      ended;                    // ended: released, declined, timed out, recalled
  std::int64_t expected_s = 0;  // travel time by road when it was offered
  double distance_m = 0;        // by road
  std::int32_t escalation = 0;  // steps of the chain carried out: 1 notified again, 2 deputy, 3 next level
  AckChannel channel = AckChannel::Console;
  std::string words;   // what was said, when a seat acknowledged for it
  std::string reason;  // declined, recalled
  friend bool operator==(const Assignment&, const Assignment&) = default;

  [[nodiscard]] bool live() const { return state <= AssignmentState::OnScene; }
};

// A road or an area that vehicles cannot use, from `from` until `until` or until it is lifted. A road's
// closure reaches kRoadClosedWithinM to both sides of its point.
inline constexpr double kRoadClosedWithinM = 2000;
struct Closure {
  std::string id;     // C-20261123-01
  MultiPolygon area;  // empty: by road
  std::string road;   // name of the road; with `road_at` its stretches within kRoadClosedWithinM
  std::optional<LonLat> road_at;
  std::string reason;
  Instant from{}, until{};
  std::optional<Instant> lifted;

  [[nodiscard]] bool holds(Instant now) const {
    return from <= now && now < until && !(lifted && *lifted <= now);
  }
};

enum class FundMove : std::uint8_t { Raised, Drawn, Recovered };
// One line of a supervising unit's emergency fund.
struct FundEntry {
  std::string supervising_unit;
  FundMove move{};
  Fen fen = 0;           // > 0
  std::string incident;  // Drawn, Recovered
  Instant at{};
  std::string reason;
  friend bool operator==(const FundEntry&, const FundEntry&) = default;
};

struct Operations {
  std::uint64_t revision = 0;  // of the journal record that the last change came from
  // By id, ascending; never null.
  std::shared_ptr<const std::map<std::string, ResponseUnit>> units;
  std::shared_ptr<const std::map<std::string, Incident>> incidents;
  std::shared_ptr<const std::map<std::string, Assignment>> assignments;
  std::shared_ptr<const std::map<std::string, Closure>> closures;
  std::shared_ptr<const std::vector<FundEntry>> fund;  // in the order of time

  Operations();  // all empty
  [[nodiscard]] const ResponseUnit* unit(const std::string& id) const;
  [[nodiscard]] const Incident* incident(const std::string& id) const;
  [[nodiscard]] const Assignment* assignment(const std::string& id) const;
  [[nodiscard]] std::vector<const Assignment*> assignments_of(const std::string& incident) const;  // by id
  // The live assignment that holds the unit; null when it is free.
  [[nodiscard]] const Assignment* engagement_of(const std::string& unit) const;
  // Ready, on duty by its roster, and not engaged.
  [[nodiscard]] bool available(const ResponseUnit& unit, Instant now) const;
  [[nodiscard]] Fen fund_balance(const std::string& supervising_unit) const;  // raised + recovered - drawn
};

[[nodiscard]] bool on_duty(const ResponseUnit& unit, Instant now);
// Where a unit is taken to be: its position while that is not older than `stale_after_s`, else its base.
struct UnitPlace {
  LonLat at;
  bool at_base = true;  // no position, or an old one
  std::optional<std::int64_t> age_s;
};
[[nodiscard]] UnitPlace place_of(const ResponseUnit& unit, Instant now, std::int64_t stale_after_s);

}  // namespace anxin
