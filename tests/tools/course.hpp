// The course of incidents for tests: wishes carried out by decide and evolve alone, without a store, each
// giving a record; a small set of units in two districts. Not for asserting what decide does.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "data/model/decide.hpp"
#include "data/packs/pack.hpp"
#include "tests/tools/support.hpp"

namespace anxin::test {

inline const Pack& beijing() {
  static const Pack pack = [] {
    auto loaded = load_pack(pack_dir());
    if (!loaded) ADD_FAILURE() << loaded.error().en;
    return loaded ? std::move(*loaded) : Pack{};
  }();
  return pack;
}

class Course {
 public:
  explicit Course(Instant start, bool exercise = false) : now(start), exercise_(exercise) {}

  // Carries the wish out at `now`; a refusal fails the test.
  const OperationRecord& wish(const OperationCommand& command) {
    DecideContext context;
    context.policy = &beijing().dispatch;
    context.now = now;
    context.seat = "市指挥中心 01 席";
    context.exercise_store = exercise_;
    context.project = [](const std::string&) { return std::nullopt; };
    context.responsible = [](LonLat at) {
      Jurisdiction j = locate(beijing(), at);
      return Responsible{j.supervising_unit, j.rule, j.candidates};
    };
    auto changes = decide(operations, context, command);
    if (!changes) ADD_FAILURE() << changes.error().en;
    return record(changes ? std::move(*changes) : std::vector<OperationChange>{});
  }
  const OperationRecord& record(std::vector<OperationChange> changes) {
    OperationRecord r{records.empty() ? 1 : records.back().revision + 1, now, "市指挥中心 01 席",
                      "c" + std::to_string(records.size()), std::move(changes)};
    operations = evolve(operations, r);
    return records.emplace_back(std::move(r));
  }
  void later(std::int64_t seconds) { now += std::chrono::seconds(seconds); }

  // U-<district>-<FUNCTION>-1 for every function.
  void enroll(const std::string& district, LonLat base) {
    static constexpr const char* kCodes[] = {"LEAD",      "ORDER", "SECTOR", "TERRITORY",
                                             "MEDIATION", "LEGAL", "FUNDS"};
    for (int f = 0; f < kFunctions; ++f) {
      ResponseUnit unit;
      unit.id = "U-" + district + "-" + kCodes[f] + "-1";
      unit.name = district + std::string(name_zh(static_cast<Function>(f))) + "一队";
      unit.short_name = std::string(name_zh(static_cast<Function>(f))) + "一队";
      unit.member_unit = "hrss";
      unit.supervising_unit = district;
      unit.functions = static_cast<std::uint8_t>(1 << f);
      unit.base = LonLat::of_degrees(base.lon() + 0.004 * f, base.lat() + 0.003 * f);
      unit.people = 4;
      unit.vehicle = "公务车";
      unit.post_phone = "010-5550-01" + std::to_string(10 + f);
      unit.deputy_post = "副岗";
      unit.deputy_phone = "010-5550-02" + std::to_string(10 + f);
      wish(EnrollUnit{unit});
    }
  }
  // Gives the incident's id.
  std::string report(LonLat at, std::int32_t persons, const std::string& place,
                     ExtremeAct extreme = ExtremeAct::None) {
    ReportIncident r;
    r.at = at;
    r.place = place;
    r.persons = persons;
    r.sector = Sector::Housing;
    r.extreme = extreme;
    r.claimed_fen = 46'800'000;
    r.exercise = exercise_;
    r.source.source = IncidentSource::Hotline12345;
    r.source.case_number = "12345-" + std::to_string(records.size());
    for (const OperationChange& change : wish(r).changes) {
      if (const auto* reported = std::get_if<IncidentReported>(&change)) return reported->incident.id;
    }
    ADD_FAILURE() << "no incident was reported";
    return {};
  }
  // Claims, confirms and sends the district's unit of each planned function (one each); 属地 and 资金 are
  // sent by nobody but the responsible unit.
  void send(const std::string& incident, const std::string& district, std::int64_t expected_s = 600) {
    wish(ClaimIncident{incident, ""});
    later(20);
    wish(ConfirmIncident{incident});
    DispatchUnits wanted{incident, {}};
    const Incident* i = operations.incident(incident);
    for (const auto& [id, unit] : *operations.units) {
      for (int f = 0; f < kFunctions; ++f) {
        const auto function = static_cast<Function>(f);
        const bool own = function == Function::Territory || function == Function::Funds;
        if (unit.supervising_unit == (own ? i->supervising_unit : district) && unit.functions == 1 << f &&
            i->plan[f] > 0)
          wanted.parts.push_back({id, static_cast<Function>(f), expected_s, 5200});
      }
    }
    later(30);
    wish(wanted);
  }
  void step_all(const std::string& incident, AssignmentState to) {
    for (const Assignment* a : operations.assignments_of(incident)) {
      if (!a->live()) continue;
      const std::string id = a->id;
      wish(StepAssignment{id, to, AckChannel::Page, "", ""});
    }
  }

  Operations operations;
  std::vector<OperationRecord> records;
  Instant now;

 private:
  bool exercise_;
};

}  // namespace anxin::test
