#include "tests/store/sample_operations.hpp"

#include <fmt/format.h>

#include "tests/store/sample.hpp"

namespace anxin::test {
namespace {

Instant at(std::int64_t second) { return Instant{std::chrono::seconds{1'520'000'000 + second}}; }
LonLat place(int n) { return LonLat::of_degrees(116.01 + 0.0007 * (n % 1300), 39.51 + 0.0003 * (n % 1500)); }
constexpr std::uint8_t bit(Function f) { return static_cast<std::uint8_t>(1U << static_cast<unsigned>(f)); }

}  // namespace

std::string unit_id(int n) { return fmt::format("U-110105-LEAD-{:05}", n); }
std::string incident_id(int n) { return fmt::format("I-20180302-{:03}", n); }
std::string assignment_id(int n, int number) { return fmt::format("{}/{}", incident_id(n), number); }

ResponseUnit response_unit(int n) {
  ResponseUnit unit;
  unit.id = unit_id(n);
  unit.name = fmt::format("样例监察 {} 队", n);
  unit.short_name = fmt::format("{} 队", n);
  unit.member_unit = "hrss";
  unit.supervising_unit = n % 2 == 0 ? "110105" : "110108";
  unit.functions =
      static_cast<std::uint8_t>(bit(Function::Lead) | (n % 3 == 0 ? bit(Function::Mediation) : 0));
  unit.base = place(n);
  unit.people = 3 + n % 4;
  unit.vehicle = "面包车";
  unit.post_phone = fmt::format("010-5550{:04}", n % 10000);
  unit.deputy_post = "副班";
  unit.deputy_phone = "010-55509999";
  unit.shifts = {{0x1F, 480, 1080}};
  return unit;
}

Incident incident(int n, std::int64_t second) {
  Incident one;
  one.id = incident_id(n);
  one.project = n % 2 == 0 ? project_id(n) : "";
  one.place = fmt::format("样例路 {} 号", n);
  one.at = place(n * 7 + 3);
  one.supervising_unit = "110105";
  one.jurisdiction_rule = "declared";
  one.sector = Sector::Housing;
  one.reported = at(second);
  one.sources = {{IncidentSource::Hotline12345, fmt::format("A{}", n), at(second)}};
  one.persons = 12 + n % 90;
  one.claimed_fen = 86'000'000 + n;
  return one;
}

UnitsDispatched dispatch(int n, const std::vector<int>& units, std::int64_t second, int first) {
  UnitsDispatched order{fmt::format("D-{}-{}", incident_id(n), first), incident_id(n), {}};
  for (const int unit : units) {
    Assignment a;
    a.id = assignment_id(n, first++);
    a.incident = incident_id(n);
    a.unit = unit_id(unit);
    a.order = order.order;
    a.offered = at(second);
    a.expected_s = 600 + unit;
    a.distance_m = 4200 + unit;
    order.assignments.push_back(a);
  }
  return order;
}

Changes opening(int units, int incidents, std::int64_t second) {
  Changes changes;
  for (int n = 0; n < units; ++n) changes.emplace_back(UnitEnrolled{response_unit(n)});
  for (int n = 0; n < incidents; ++n) {
    changes.emplace_back(IncidentReported{incident(n, second)});
    changes.emplace_back(IncidentConfirmed{incident_id(n), "plan-iv", FunctionCounts{1}});
  }
  return changes;
}

std::vector<Changes> a_day() {
  const std::string one = incident_id(0), two = incident_id(1);
  std::vector<Changes> day = {opening(4, 2, 0)};
  day.push_back({IncidentClaimed{one, "值班一席", "", ""}});
  day.push_back({UnitPositionReported{unit_id(1), LonLat::of_degrees(116.25, 39.75), at(20)}});
  day.push_back({UnitStateSet{unit_id(3), UnitReadiness::OutOfService, "检修"}});
  day.push_back({dispatch(0, {0, 1}, 60)});
  day.push_back({OfferEscalated{assignment_id(0, 1), 1, "样例监察 0 队 010-55500000"},
                 OfferEscalated{assignment_id(0, 2), 3, "市指挥中心值班长"}});
  day.push_back({AssignmentStepped{assignment_id(0, 1), AssignmentState::OnScene, AckChannel::Page, "", ""}});
  day.push_back({AssignmentStepped{assignment_id(0, 2), AssignmentState::Declined, AckChannel::Phone, "故障",
                                   "车辆故障"}});
  day.push_back({SituationReported{one, {1, at(900), unit_id(0), 30, "人员聚集在大门"}},
                 SituationReported{one, {2, at(1800), unit_id(0), 12, "部分离开"}}});
  Closure area;
  area.id = "C-20180302-01";
  area.area = box(116.1, 39.6, 116.2, 39.7);
  area.reason = "管控";
  area.from = at(100), area.until = at(9000);
  Closure road = area;
  road.id = "C-20180302-02";
  road.area.clear();
  road.road = "样例路";
  road.road_at = LonLat::of_degrees(116.3, 39.8);
  day.push_back({ClosureDrawn{area}, ClosureDrawn{road}});
  day.push_back({ClosureLifted{"C-20180302-02", "解除"}});
  day.push_back({IncidentMerged{two, one, "同一事件"}});
  day.push_back({FundMoved{{"110105", FundMove::Raised, 500'000'000, "", at(1), "年初拨入"}},
                 FundMoved{{"110105", FundMove::Drawn, 86'000'000, one, at(2000), "垫付"}}});
  day.push_back(
      {AssignmentStepped{assignment_id(0, 1), AssignmentState::Released, AckChannel::Console, "", ""},
       IncidentResolved{one, "已发放"}});
  day.push_back(
      {IncidentClosed{one, Conclusion::PaidInFull, {{MoneySource::EmergencyFund, 86'000'000}}, ""}});
  day.push_back({UnitRetired{unit_id(2), "撤编"}});
  return day;
}

std::string without_operations() {
  std::string script;
  for (const char* layer : {"response_unit", "incident_case", "road_closure"}) {
    script += fmt::format(
        "SELECT DisableSpatialIndex('{0}', 'geometry'); DROP TABLE idx_{0}_geometry;"
        "SELECT DiscardGeometryColumn('{0}', 'geometry'); DROP TABLE {0};",
        layer);
  }
  for (const char* table :
       {"operation_record", "assignment", "situation_report", "fund_entry", "outbox", "exercise"})
    script += fmt::format("DROP TABLE {};", table);
  return script + "PRAGMA user_version = 2;";
}

}  // namespace anxin::test
