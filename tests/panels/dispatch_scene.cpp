#include "tests/panels/dispatch_scene.hpp"

#include "console/desk/replay_desk.hpp"

#include <fmt/format.h>

#include "tests/panels/fixture.hpp"

namespace anxin::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr Fen kWan = 1'000'000;
const Instant kNow =
    start_of(Day(std::chrono::days(20780))) + std::chrono::hours(9) + minutes(42) + seconds(16);

Instant at(int h, int m, int s = 0) {
  return start_of(Day(std::chrono::days(20780))) + std::chrono::hours(h) + minutes(m) + seconds(s);
}

struct UnitPlan {
  const char *id, *name, *short_name;
  Function function;
  double lon, lat;
};
constexpr UnitPlan kUnits[] = {
    {"U-110105-LEAD-1", "朝阳区人社局 监察一队", "朝阳一队", Function::Lead, 116.44, 39.92},
    {"U-110105-ORDER-1", "十八里店派出所 2 组", "十八里店派出所", Function::Order, 116.47, 39.85},
    {"U-110105-SECTOR-3", "朝阳住建执法 3 组", "住建三组", Function::Sector, 116.49, 39.90},
    {"U-110105-TERR-1", "十八里店乡 网格组", "十八里店网格", Function::Territory, 116.45, 39.85},
    {"U-110105-MED-1", "区总工会 调解员岗", "区总调解", Function::Mediation, 116.42, 39.90},
    {"U-110105-LAW-1", "潘家园 法援值班点", "潘家园法援", Function::LegalAid, 116.45, 39.87},
    {"U-110105-FUND-1", "区财政 周转金专岗", "区财政", Function::Funds, 116.46, 39.94},
    {"U-110105-MED-2", "市总工会 法律援助与劳动争议调解中心值守岗", "市总调解", Function::Mediation, 116.38,
     39.90},
};

std::shared_ptr<std::map<std::string, ResponseUnit>> units() {
  auto out = std::make_shared<std::map<std::string, ResponseUnit>>();
  for (const UnitPlan& plan : kUnits) {
    ResponseUnit u;
    u.id = plan.id, u.name = plan.name, u.short_name = plan.short_name;
    u.supervising_unit = "110105";
    u.functions = static_cast<std::uint8_t>(1U << static_cast<int>(plan.function));
    u.base = LonLat::of_degrees(plan.lon, plan.lat);
    u.people = 4;
    (*out)[u.id] = u;
  }
  return out;
}

Incident incident(const std::string& id, const char* place, const char* unit, IncidentLevel level,
                  std::int32_t persons, Instant reported, IncidentState state) {
  Incident i;
  i.id = id, i.place = place, i.supervising_unit = unit;
  i.at = LonLat::of_degrees(116.46, 39.86);
  i.reported = reported;
  i.sources = {{IncidentSource::Hotline12345, "J-1", reported}};
  i.persons = persons;
  i.level.level = i.level.by_heads = level;
  i.level.second = IncidentLevel::IV;
  i.level.profile = "示例-劳动口径", i.level.second_profile = "示例-公安口径";
  i.state = state;
  if (state != IncidentState::Reported) i.claimed_by = kSeat, i.plan = {1, 1, 1, 1, 1, 1, 1};
  return i;
}

Incident gathering() {
  Incident i = incident(std::string(kGathering), "十八里店 安置房二期", "110105", IncidentLevel::II, 62,
                        at(9, 11, 8), IncidentState::OnScene);
  i.began = at(9, 8);
  i.employers = 2;
  i.sources.push_back({IncidentSource::StreetOffice, "S-7", at(9, 12)});
  i.claimed_fen = 412 * kWan;
  i.level_set = at(9, 40), i.level.by_hand = true, i.level.reason = "到场核实 50 人以上";
  i.dispatched = at(9, 12);
  i.first_on_scene = at(9, 19);
  return i;
}

std::shared_ptr<std::map<std::string, Incident>> incidents() {
  auto out = std::make_shared<std::map<std::string, Incident>>();
  const auto add = [&](Incident i) { out->emplace(i.id, std::move(i)); };
  add(gathering());
  add(incident("I-20261123-005", "花乡 道路改造二标", "110106", IncidentLevel::III, 35, at(9, 35, 54),
               IncidentState::Confirmed));
  add(incident("I-20261123-003", "长阳 中学新建工程", "110111", IncidentLevel::III, 40, at(8, 53, 25),
               IncidentState::OnScene));
  add(incident("I-20261123-002", "梨园 商业综合体", "110112", IncidentLevel::IV, 20, at(7, 27, 46),
               IncidentState::OnScene));
  add(incident("I-20261123-001", "回龙观 保障房三标", "110114", IncidentLevel::IV, 3, at(6, 39, 59),
               IncidentState::Resolved));
  add(incident("I-20261123-006", "后沙峪 产业园 B 区", "110113", IncidentLevel::IV, 12, at(9, 41, 11),
               IncidentState::Reported));
  Incident old = incident("I-20261122-001", "前一日已结案工地", "110101", IncidentLevel::IV, 12, at(9, 0),
                          IncidentState::Closed);
  old.reported -= std::chrono::hours(24);
  add(old);
  return out;
}

Assignment assignment(int n, std::size_t unit, AssignmentState state, double distance_m,
                      std::int64_t expected_s) {
  Assignment a;
  a.id = fmt::format("{}/{}", kGathering, n);
  a.incident = kGathering, a.unit = kUnits[unit].id, a.function = kUnits[unit].function;
  a.state = state;
  a.offered = at(9, 12), a.accepted = at(9, 14);
  a.distance_m = distance_m, a.expected_s = expected_s;
  if (state == AssignmentState::EnRoute) a.en_route = at(9, 42);
  if (state == AssignmentState::OnScene) a.on_scene = at(9, 19 + n);
  return a;
}

std::shared_ptr<std::map<std::string, Assignment>> assignments() {
  auto out = std::make_shared<std::map<std::string, Assignment>>();
  const auto add = [&](Assignment a) { out->emplace(a.id, std::move(a)); };
  add(assignment(1, 0, AssignmentState::EnRoute, 6800, 360));
  add(assignment(2, 1, AssignmentState::OnScene, 1800, 240));
  add(assignment(3, 2, AssignmentState::EnRoute, 5800, 480));
  add(assignment(0, 3, AssignmentState::OnScene, 1600, 200));
  return out;
}

Clock clock(ClockKind kind, Instant from, std::int64_t limit_s, std::optional<Instant> done,
            ClockState state) {
  Clock c;
  c.kind = kind, c.key = fmt::format("{}", static_cast<int>(kind));
  c.from = from, c.deadline = from + seconds(limit_s), c.done = done, c.state = state;
  return c;
}

std::shared_ptr<IncidentDetail> detail() {
  auto d = std::make_shared<IncidentDetail>();
  d->incident = kGathering;
  const Instant t = at(9, 11, 8);
  d->clocks = {clock(ClockKind::Acknowledge, t, 60, t + seconds(42), ClockState::Met),
               clock(ClockKind::LeadDispatched, t, 60, t + seconds(52), ClockState::Met),
               clock(ClockKind::Accept, t + seconds(52), 180, t + seconds(203), ClockState::Met),
               clock(ClockKind::FirstOnScene, t, 1800, t + seconds(492), ClockState::Met),
               clock(ClockKind::AllFunctions, t, 3600, {}, ClockState::Running),
               clock(ClockKind::FirstReport, at(9, 19), 1800, {}, ClockState::Running)};
  Waterfall& w = d->waterfall;
  w.claimed = w.covered = 412 * kWan;
  w.claim_known = true;
  const Day day(std::chrono::days(20780));
  w.steps = {
      {MoneySource::DedicatedAccount, 96 * kWan, 96 * kWan, day, "《条例》第二十七条", "Art. 27", "即时",
       "at once"},
      {MoneySource::OwnerProgress, 300 * kWan, 210 * kWan, day, "《条例》第二十九条", "Art. 29", "先行垫付",
       "pays ahead"},
      {MoneySource::GeneralContractor, {}, 0, day, "《条例》第三十条", "Art. 30", "代偿", "pays for it"},
      {MoneySource::WageDeposit, 80 * kWan, 80 * kWan, day + std::chrono::days(7), "", "", "银行 5 个工作日",
       "bank, 5 working days"},
      {MoneySource::EmergencyFund, 500 * kWan, 26 * kWan, day, "《条例》第六十三条", "Art. 63", "区财政审批",
       "district's approval"}};
  d->liability = {
      {"施工总包", "General contractor", "北京模拟建设集团第3工程有限公司", "第三十条", "Art. 30", true}};
  for (int n = 0; n < 9; ++n) {
    d->history.push_back({at(9, 40 - n), n == 0 ? std::string(kSeat) : "公安", "到场，秩序平稳，未堵路"});
    d->history_en.push_back({at(9, 40 - n), "Police", "On the scene; calm; the road is open"});
  }
  return d;
}

std::shared_ptr<Advice> advice() {
  auto a = std::make_shared<Advice>();
  a->incident = kGathering;
  a->revision = 406;
  a->made = kNow - seconds(1);
  a->plan = {0, 0, 0, 0, 1, 1, 1};
  a->complete_s = a->best_complete_s = 780;
  const auto add = [&](std::size_t u, double distance_m, std::int64_t duration_s) {
    AdvisedUnit unit;
    unit.function = kUnits[u].function;
    unit.unit = kUnits[u].id, unit.name = kUnits[u].name, unit.short_name = kUnits[u].short_name;
    unit.distance_m = distance_m, unit.duration_s = duration_s;
    unit.why_zh = "道路时间最短的可用单位", unit.why_en = "The nearest available unit by road";
    a->set.push_back(unit);
  };
  add(4, 5200, 720);
  add(5, 2200, 300);
  add(6, 6100, 780);
  a->set[0].others = {{kUnits[7].id, kUnits[7].name, 1020, 1020, 9400}};
  a->uncovered_known = true;
  a->uncovered = {{Function::Mediation, "110105", "朝阳区", 720, 1860},
                  {Function::Funds, "110105", "朝阳区", 780, {}}};
  return a;
}

}  // namespace

DispatchMoment dispatch_scene() {
  DispatchMoment s;
  s.operations.revision = 406;
  s.operations.units = units();
  s.operations.incidents = incidents();
  s.operations.assignments = assignments();
  s.incident = detail();
  s.advice = advice();
  s.reach = std::make_shared<ReachBands>();
  s.reach->incident = kGathering, s.reach->limits_s = {300, 600, 900};
  s.attainment = std::make_shared<AttainmentTable>();
  s.attainment->from = day_of(kNow);
  s.attainment->rows = {{"",
                         {{ClockKind::Acknowledge, 41, 2, 42, 58, 60},
                          {ClockKind::LeadDispatched, 40, 1, 55, 61, 60},
                          {ClockKind::Accept, 210, 9, 170, 200, 180},
                          {ClockKind::FirstOnScene, 38, 6, 1980, 2200, 1800},
                          {ClockKind::FirstReport, 36, 1, 1560, 1700, 1800}}},
                        {"110105", {{ClockKind::Acknowledge, 7, 1, 44, 71, 60}}}};
  s.ticker = std::make_shared<std::vector<TickerLine>>(std::vector<TickerLine>{
      {at(9, 41), IncidentLevel::II, std::string(kGathering),
       "朝阳区 十八里店：公安、属地到场，缺 调解 法援 资金",
       "Chaoyang: police there; mediation, legal aid and funds lack", 1},
      {at(9, 36), IncidentLevel::III, "I-20261123-005", "丰台区 花乡：待派单", "Fengtai: to dispatch", 3},
      {at(9, 30),
       {},
       "",
       "北京农商行代发数据 26 小时未更新，相关项目转“未知”",
       "A bank's data is 26 hours old",
       1}});
  return s;
}

DispatchMoment crowded_scene(std::size_t n, IncidentLevel level) {
  DispatchMoment s;
  s.operations.revision = 406;
  s.operations.units = units();
  auto table = std::make_shared<std::map<std::string, Incident>>();
  for (std::size_t i = 0; i < n; ++i) {
    Incident one = incident(fmt::format("I-20261123-{:03}", i), "花乡 道路改造二标", "110106", level, 120,
                            at(8, 0) + seconds(i), IncidentState::Reported);
    table->emplace(one.id, one);
  }
  s.operations.incidents = table;
  return s;
}

void make_new(DispatchMoment& s) {
  s.edit(kGathering, [](Incident& i) {
    i.state = IncidentState::Reported;
    i.claimed_by.clear();
    i.plan = {};
    i.level_set.reset(), i.dispatched.reset(), i.first_on_scene.reset();
    i.level.by_hand = false;
  });
  s.clear_assignments();
  s.advice.reset();
}

void DispatchMoment::clear_assignments() {
  operations.assignments = std::make_shared<const std::map<std::string, Assignment>>();
  published_.reset();
}

void DispatchMoment::put(Frame& f) const {
  if (published_ == nullptr) published_ = std::make_shared<const Operations>(operations);
  f.world.operations = published_;
  f.world.revision = operations.revision;
  f.seat = kSeat;
  f.exercise = exercise;
  f.incident = incident, f.advice = advice, f.reach = reach;
  f.attainment = attainment, f.ticker = ticker, f.outcome = outcome;
  if (roads) f.roads = net ? net : std::make_shared<RoadNet>();
}

void put_replay(Frame& f, const ViewState& view, std::string_view later) {
  f.present = f.world.operations;
  f.clock = f.now;
  if (!view.replay) return;
  auto replay = std::make_shared<ReplayState>();
  replay->incident = view.replay->incident;
  std::vector<ReplayMoment> moments;
  for (const auto& [h, m] : {std::pair{9, 11}, {9, 12}, {9, 19}, {9, 22}, {9, 40}})
    moments.push_back({at(h, m), moments.size() + 1});
  replay->from = moments.front().at, replay->until = f.now;
  replay->moments = std::make_shared<const std::vector<ReplayMoment>>(std::move(moments));
  replay->at = std::clamp(view.replay->at, replay->from, replay->until);
  Operations then = *f.world.operations;
  if (!later.empty()) {
    auto table = std::make_shared<std::map<std::string, Incident>>(*then.incidents);
    table->erase(std::string(later));
    then.incidents = table;
  }
  replay->operations = std::make_shared<const Operations>(std::move(then));
  replay->detail = f.incident, replay->attainment = f.attainment, replay->ticker = f.ticker;
  f.replay = replay;
  show_moment(f);
}

std::string dispatch_names() {
  std::string all(kSeat);
  const DispatchMoment s = dispatch_scene();
  for (const auto& [id, u] : *s.operations.units) all += "\n" + u.name + "\n" + u.short_name;
  for (const auto& [id, i] : *s.operations.incidents)
    all += "\n" + i.place + "\n" + i.level.profile + "\n" + i.level.second_profile;
  for (const LogEntry& e : s.incident->history) all += "\n" + e.by + "\n" + e.text;
  for (const LogEntry& e : s.incident->history_en) all += "\n" + e.by;
  for (const WaterfallStep& w : s.incident->waterfall.steps)
    all += "\n" + w.basis + "\n" + w.note + "\n" + w.note_en;
  for (const LiabilityStep& l : s.incident->liability)
    all += "\n" + l.role + "\n" + l.name + "\n" + l.article;
  for (const TickerLine& t : *s.ticker) all += "\n" + t.zh + "\n" + t.en;
  for (const AdvisedUnit& u : s.advice->set) all += "\n" + u.why_zh;
  return all + "\n人\n警\n建\n街\n会\n法\n财\n交\n水\n事件已由另一席认领，须先接管。数据库被占用";
}

}  // namespace anxin::test
