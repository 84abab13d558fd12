// What the dispatch view shows on the map, as lists: who is drawn how, in what order, what gives way to what,
// and what a click hits.
#include "console/scene/dispatch.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "geo/crs.hpp"
#include "tests/scene/little_city.hpp"

namespace anxin {
namespace {

using test::camera_on;

const LonLat kPlace = LonLat::of_degrees(116.4, 39.9);
const MapXY kOrigin = to_map(kPlace);
const Instant kNow{std::chrono::seconds(1'780'000'000)};
constexpr std::int64_t kStale_s = 600;

LonLat beside(double east, double north) {
  return from_map(MapXY::of_metres(kOrigin.x() + east, kOrigin.y() + north));
}

// A world of dispatch made by hand.
struct Tables {
  std::map<std::string, ResponseUnit> units;
  std::map<std::string, Incident> incidents;
  std::map<std::string, Assignment> assignments;
  std::map<std::string, Closure> closures;

  ResponseUnit& unit(const std::string& id, Function function, LonLat base) {
    ResponseUnit& u = units[id];
    u.id = id, u.short_name = id + "队", u.base = base;
    u.functions = static_cast<std::uint8_t>(1u << static_cast<unsigned>(function));
    return u;
  }
  Incident& incident(const std::string& id, IncidentLevel level, LonLat at) {
    Incident& i = incidents[id];
    i.id = id, i.place = id + "工地", i.at = at, i.level.level = level;
    return i;
  }
  void assign(const std::string& incident, const std::string& unit, Function function,
              AssignmentState state) {
    Assignment a;
    a.id = incident + "/" + std::to_string(assignments.size() + 1);
    a.incident = incident, a.unit = unit, a.function = function, a.state = state;
    assignments[a.id] = a;
  }
  [[nodiscard]] Operations operations() const {
    Operations o;
    o.units = std::make_shared<const std::map<std::string, ResponseUnit>>(units);
    o.incidents = std::make_shared<const std::map<std::string, Incident>>(incidents);
    o.assignments = std::make_shared<const std::map<std::string, Assignment>>(assignments);
    o.closures = std::make_shared<const std::map<std::string, Closure>>(closures);
    return o;
  }
};

DispatchMarks marks(const Tables& tables, const std::string& selected = {},
                    std::vector<WaySource> advised = {}, std::vector<WaySource> under_way = {}) {
  const Operations operations = tables.operations();
  return marks_of(
      {&operations, kNow, kStale_s, selected, std::move(advised), std::move(under_way), kOrigin, false});
}

const UnitMark* find(const DispatchMarks& m, const std::string& id) {
  for (const UnitMark& unit : m.units) {
    if (unit.id == id) return &unit;
  }
  return nullptr;
}

DispatchScene placed(DispatchMarks m, double metres_per_px, const std::vector<Label>& names = {}) {
  DispatchScene scene;
  set_marks(scene, std::move(m));
  Camera camera = camera_on(kOrigin, metres_per_px);
  place_marks(scene, camera, names, camera);
  return scene;
}

// Centre of what stands at a place, map px, y north; the same whole pixel as drawn.
Pixel pixel(const DispatchScene& scene, SceneXY at, float dx = 0, float dy = 0) {
  const double m = scene.placed.metres_per_px;
  return {static_cast<float>(std::floor(at.x / m)) + dx, static_cast<float>(std::floor(at.y / m)) + dy};
}
bool overlap(Pixel a, float ax, float ay, Pixel b, float bx, float by) {
  return std::abs(a.x - b.x) < ax + bx && std::abs(a.y - b.y) < ay + by;
}

// A crowd: where 5,000 units and 500 incidents fall, by a printed seed.
Tables crowd(unsigned seed) {
  Tables t;
  std::mt19937 random(seed);
  std::normal_distribution<double> place(0, 6'000);
  for (int i = 0; i < 500; ++i)
    t.incident("I-" + std::to_string(i), static_cast<IncidentLevel>(random() % 4),
               beside(place(random), place(random)));
  for (int i = 0; i < 5'000; ++i) {
    const std::string id = "U-" + std::to_string(i);
    t.unit(id, static_cast<Function>(random() % 7), beside(place(random), place(random)));
    if (i % 5 == 0)
      t.assign("I-" + std::to_string(i % 500), id, Function::Order,
               i % 2 == 0 ? AssignmentState::OnScene : AssignmentState::EnRoute);
  }
  return t;
}
constexpr unsigned kSeed = 20261127;

TEST(DispatchMarks, AUnitLooksAsItsAssignmentIs) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace);
  for (const char* id : {"A", "B", "C", "D", "E"}) t.unit(id, Function::Lead, beside(500, 0));
  t.assign("I-1", "B", Function::Mediation, AssignmentState::Offered);
  t.assign("I-1", "C", Function::Order, AssignmentState::EnRoute);
  t.assign("I-1", "D", Function::Lead, AssignmentState::OnScene);
  t.assign("I-1", "E", Function::Lead, AssignmentState::Declined);
  const DispatchMarks m = marks(t, "I-1");
  EXPECT_EQ(find(m, "A")->look, UnitLook::Standby);
  EXPECT_EQ(find(m, "B")->look, UnitLook::Advised) << "offered: it has not left";
  EXPECT_EQ(find(m, "C")->look, UnitLook::UnderWay);
  EXPECT_EQ(find(m, "D")->look, UnitLook::OnScene);
  EXPECT_EQ(find(m, "E")->look, UnitLook::Standby) << "declined: free again";
  EXPECT_EQ(sign_text(find(m, "B")->sign), "会") << "by the function it fills, not by its first";
  EXPECT_TRUE(find(m, "C")->of_selected);
  EXPECT_FALSE(find(m, "A")->of_selected);
  EXPECT_EQ(find(m, "D")->at, m.incidents[0].at) << "on the scene whatever its base";
}

TEST(DispatchMarks, AUnitIsLostOnlyWhenItsPositionIsOlderThanTheLimit) {
  Tables t;
  const auto seen = [&](const char* id, std::int64_t age_s) {
    ResponseUnit& u = t.unit(id, Function::Lead, kPlace);
    u.position = beside(1'000, 0), u.position_at = kNow - std::chrono::seconds(age_s);
  };
  seen("just", kStale_s), seen("over", kStale_s + 1);
  t.unit("never", Function::Lead, kPlace);
  const DispatchMarks m = marks(t);
  EXPECT_EQ(find(m, "just")->look, UnitLook::Standby);
  EXPECT_EQ(find(m, "over")->look, UnitLook::Lost);
  EXPECT_NEAR(find(m, "over")->at.x, 1'000, 0.1) << "where it was last seen";
  EXPECT_EQ(find(m, "never")->look, UnitLook::Standby) << "a unit without positions stands at its base";
}

TEST(DispatchMarks, WhoIsOffDutyAndFreeIsNotShownAndWhoIsEngagedIs) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace);
  for (const char* id : {"free", "engaged"})
    t.unit(id, Function::Lead, kPlace).state = UnitReadiness::OutOfService;
  t.assign("I-1", "engaged", Function::Lead, AssignmentState::EnRoute);
  const DispatchMarks m = marks(t);
  EXPECT_EQ(find(m, "free"), nullptr);
  EXPECT_NE(find(m, "engaged"), nullptr);
}

TEST(DispatchMarks, OnlyOpenIncidentsAreShown) {
  Tables t;
  for (int i = 0; i < kIncidentStates; ++i)
    t.incident("I-" + std::to_string(i), IncidentLevel::II, kPlace).state = static_cast<IncidentState>(i);
  const DispatchMarks m = marks(t);
  ASSERT_EQ(m.incidents.size(), 5u);
  EXPECT_EQ(m.incidents.back().id, "I-4") << "resolved is open until it is closed";
}

TEST(DispatchMarks, TheSectorsUnitCarriesItsBureau) {
  ResponseUnit u;
  u.sectors = 1u << static_cast<unsigned>(Sector::Transport);
  EXPECT_EQ(sign_text(sign_of(u, Function::Sector)), "交");
  EXPECT_EQ(sign_text(sign_of(u, Function::Lead)), "人");
  u.sectors = 1u << static_cast<unsigned>(Sector::Water);
  EXPECT_EQ(sign_text(sign_of(u, Function::Sector)), "水");
  u.sectors |= 1u << static_cast<unsigned>(Sector::Housing);
  EXPECT_EQ(sign_text(sign_of(u, Function::Sector)), "建");
}

TEST(DispatchMarks, TheCordonIsRoundTheSelectedIncidentInMetresAtEveryScale) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace), t.incident("I-2", IncidentLevel::I, beside(900, 0));
  EXPECT_FALSE(marks(t).cordon);
  const DispatchMarks m = marks(t, "I-1");
  ASSERT_TRUE(m.cordon);
  EXPECT_EQ(m.cordon->at, m.incidents[0].at);
  EXPECT_EQ(m.cordon->radius_m, 300.0f);
  EXPECT_EQ(m.cordon->level, IncidentLevel::II);
  EXPECT_EQ(placed(m, 2).marks.cordon, placed(m, 80).marks.cordon);
}

TEST(DispatchMarks, OnlyAUnitThatHasLeftHasAWayUnderWay) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace), t.incident("I-2", IncidentLevel::IV, kPlace);
  for (const char* id : {"A", "B", "C", "D"}) t.unit(id, Function::Lead, beside(500, 0));
  t.assign("I-1", "A", Function::Lead, AssignmentState::EnRoute);   // I-1/1
  t.assign("I-1", "B", Function::Lead, AssignmentState::Accepted);  // I-1/2
  t.assign("I-2", "C", Function::Lead, AssignmentState::EnRoute);   // I-2/3
  t.assign("I-1", "D", Function::Lead, AssignmentState::OnScene);   // I-1/4
  const std::vector<MapXY> way{kOrigin, MapXY::of_metres(kOrigin.x() + 10, kOrigin.y())}, stub{kOrigin};
  const DispatchMarks m =
      marks(t, "I-1", {{"X", Function::Funds, &way, 100}, {"Y", Function::Funds, &stub, 0}},
            {{"I-1/1", {}, &way, 400},
             {"I-1/2", {}, &way, 400},
             {"I-2/3", {}, &way, 400},
             {"I-1/4", {}, &way, 400},
             {"I-9/9", {}, &way, 400}});
  ASSERT_EQ(m.routes.size(), 4u) << "none of the unit on the scene, of nobody's assignment, of one point";
  const auto is = [&](std::size_t i, bool selected, bool under_way) {
    return m.routes[i].of_selected == selected && m.routes[i].under_way == under_way;
  };
  EXPECT_TRUE(is(0, false, true)) << "others' ways lie lowest";
  EXPECT_TRUE(is(1, true, false));
  EXPECT_TRUE(is(2, true, false));
  EXPECT_TRUE(is(3, true, true)) << "the way under way on top";
  EXPECT_EQ(find(m, "A")->label, "A队 7 分");
  EXPECT_EQ(find(m, "D")->label, "") << "who is there needs no minutes";
}

TEST(DispatchMarks, MinutesAreRoundedAndNeverNone) {
  EXPECT_EQ(minutes_text(0, false), "< 1 分");
  EXPECT_EQ(minutes_text(59, false), "< 1 分");
  EXPECT_EQ(minutes_text(60, false), "1 分");
  EXPECT_EQ(minutes_text(89, false), "1 分");
  EXPECT_EQ(minutes_text(90, true), "2 min");
}

TEST(DispatchGround, OnlyTheDistrictsNamedAreHatched) {
  const BaseMap base = test::little_base();
  EXPECT_EQ(hatched(base, {"110105"}, kOrigin).size(), 1u);
  EXPECT_TRUE(hatched(base, {"BDA", "999999"}, kOrigin).empty()) << "without a boundary no fill is invented";
}

TEST(DispatchPlacing, NothingMilderIsDrawnAfterAnythingGraver) {
  SCOPED_TRACE(kSeed);
  for (const double scale : {3.0, 20.0, 90.0}) {
    const DispatchScene s = placed(marks(crowd(kSeed), "I-7"), scale);
    ASSERT_EQ(s.placed.incidents.size(), 500u) << "every open incident is drawn";
    for (std::size_t i = 1; i < s.placed.incidents.size(); ++i) {
      EXPECT_GE(s.marks.incidents[s.placed.incidents[i - 1].row].level,
                s.marks.incidents[s.placed.incidents[i].row].level);
    }
  }
}

// Against every pair, one by one.
TEST(DispatchPlacing, WholeMarksDoNotCoverEachOther) {
  SCOPED_TRACE(kSeed);
  const DispatchScene s = placed(marks(crowd(kSeed)), 12);
  struct Whole {
    Pixel at;
    float half;
  };
  std::vector<Whole> whole;
  for (const PlacedIncident& p : s.placed.incidents) {
    if (!p.small) whole.push_back({pixel(s, s.marks.incidents[p.row].at), incident_half(false)});
  }
  const std::size_t incidents = whole.size();
  for (const PlacedUnit& p : s.placed.units) {
    const UnitMark& u = s.marks.units[p.row];
    if (!p.small) whole.push_back({pixel(s, u.at, p.dx, p.dy), unit_half(u, false)});
  }
  EXPECT_GT(incidents, 50u);
  EXPECT_GT(whole.size(), incidents + 100);
  EXPECT_LT(whole.size(), 4'000u) << "in such a crowd most give way";
  for (std::size_t i = 0; i < whole.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j)
      ASSERT_FALSE(
          overlap(whole[i].at, whole[i].half, whole[i].half, whole[j].at, whole[j].half, whole[j].half));
  }
}

TEST(DispatchPlacing, TheSelectedIncidentAndWhoIsOnTheWayToItAreWholeInAnyCrowd) {
  Tables t = crowd(kSeed);
  t.incident("S", IncidentLevel::IV, kPlace);
  t.unit("mine", Function::Lead, beside(3'000, 0));
  t.assign("S", "mine", Function::Lead, AssignmentState::EnRoute);
  for (const double scale : {5.0, 200.0}) {
    const DispatchScene s = placed(marks(t, "S"), scale);
    for (const PlacedIncident& p : s.placed.incidents) {
      if (s.marks.incidents[p.row].selected) EXPECT_FALSE(p.small);
    }
    for (const PlacedUnit& p : s.placed.units) {
      if (s.marks.units[p.row].of_selected) EXPECT_FALSE(p.small) << scale;
    }
  }
}

TEST(DispatchPlacing, IdleUnitsAreSmallAtCityScaleAndWholeWhenNearAndAlone) {
  Tables t;
  t.unit("A", Function::Lead, kPlace);
  EXPECT_TRUE(placed(marks(t), 200).placed.units[0].small);
  EXPECT_FALSE(placed(marks(t), 10).placed.units[0].small);
}

TEST(DispatchPlacing, PlatesCoverNoMarkNoNameAndNoOtherPlate) {
  SCOPED_TRACE(kSeed);
  Tables t = crowd(kSeed);
  std::vector<MapXY> way{kOrigin, MapXY::of_metres(kOrigin.x() + 9, kOrigin.y())};
  std::vector<WaySource> ways;
  for (const auto& [id, a] : t.assignments) ways.push_back({id, {}, &way, 300});
  Label name;
  name.text = "朝阳区";
  const Camera camera = camera_on(kOrigin, 12);
  name.at = camera.to_screen(MapXY::of_metres(kOrigin.x() + 700, kOrigin.y() + 900));
  Label road = name;  // lies below: no plate gives way to it
  road.kind = LabelKind::Road;
  road.at = {road.at.x - 300, road.at.y};
  const std::size_t plates = placed(marks(t, "I-7", {}, ways), 12, {name}).placed.plates.size();
  const DispatchScene s = placed(marks(t, "I-7", {}, ways), 12, {name, road});
  EXPECT_EQ(s.placed.plates.size(), plates);
  ASSERT_GT(s.placed.plates.size(), 30u);
  const PixelRect box = box_of(name);
  const Pixel middle{box.x + box.w / 2 - camera.view.x - camera.view.w / 2,
                     camera.view.y + camera.view.h / 2 - box.y - box.h / 2};
  for (std::size_t i = 0; i < s.placed.plates.size(); ++i) {
    const Plate& p = s.placed.plates[i];
    if (p.strong) continue;  // the selected incident's is there whatever it covers
    const Pixel at = pixel(s, p.at, p.dx, p.dy);
    ASSERT_FALSE(overlap(at, p.w / 2, p.h / 2, middle, box.w / 2, box.h / 2)) << p.text;
    for (std::size_t j = 0; j < i; ++j) {
      const Plate& q = s.placed.plates[j];
      ASSERT_FALSE(overlap(at, p.w / 2, p.h / 2, pixel(s, q.at, q.dx, q.dy), q.w / 2, q.h / 2));
    }
    for (const PlacedUnit& q : s.placed.units) {
      const UnitMark& u = s.marks.units[q.row];
      if (q.small) continue;
      const float half = unit_half(u, false);
      ASSERT_FALSE(overlap(at, p.w / 2, p.h / 2, pixel(s, u.at, q.dx, q.dy), half, half)) << p.text;
    }
  }
}

TEST(DispatchPlacing, PanningChangesNothingAndARevisionMovesOnlyWithWhatItTellsOf) {
  DispatchScene s = placed(marks(crowd(kSeed)), 12);
  const std::uint64_t before = s.placed_revision, marks_before = s.marks_revision;
  Camera moved = camera_on(MapXY::of_metres(kOrigin.x() + 4'321, kOrigin.y() - 1'234), 12);
  place_marks(s, moved, {}, moved);
  EXPECT_EQ(s.placed_revision, before);
  set_marks(s, marks(crowd(kSeed)));
  EXPECT_EQ(s.marks_revision, marks_before) << "the same marks again";
  Tables other = crowd(kSeed);
  other.units["U-3"].base = beside(1, 1);
  set_marks(s, marks(other));
  EXPECT_EQ(s.marks_revision, marks_before + 1);
}

TEST(DispatchPick, TheGraverComesFirstThenTheNearestAndBeyondTheRadiusNothing) {
  Tables t;
  t.incident("near", IncidentLevel::III, kPlace), t.incident("grave", IncidentLevel::I, beside(80, 0));
  t.incident("nearest", IncidentLevel::III, beside(-30, 0));
  const DispatchScene s = placed(marks(t), 10);
  const Camera camera = camera_on(kOrigin, 10);
  const auto hit = [&](float dx) {
    const Pixel at = camera.to_screen(kOrigin);
    return pick_dispatch(s, camera, kOrigin, {at.x + dx, at.y}).incidents;
  };
  EXPECT_EQ(hit(-2), (std::vector<std::string>{"grave", "nearest", "near"}));
  EXPECT_TRUE(hit(8 + 16.5F).empty()) << "12 px and 4 more";
  EXPECT_EQ(hit(8 + 15.5F), (std::vector<std::string>{"grave"}));
}

TEST(DispatchPick, AUnitOnTheSceneIsHitWhereItIsDrawn) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace);
  t.unit("A", Function::Lead, beside(5'000, 0));
  t.assign("I-1", "A", Function::Lead, AssignmentState::OnScene);
  const DispatchScene s = placed(marks(t, "I-1"), 10);
  const PlacedUnit& p = s.placed.units.at(0);
  ASSERT_TRUE(p.dx != 0 || p.dy != 0);
  const Camera camera = camera_on(kOrigin, 10);
  const Pixel at = camera.to_screen(kOrigin);
  EXPECT_EQ(pick_dispatch(s, camera, kOrigin, {at.x + p.dx, at.y - p.dy}).units,
            std::vector<std::string>{"A"});
  EXPECT_TRUE(pick_dispatch(s, camera, kOrigin, at).units.empty());
  EXPECT_TRUE(
      pick_dispatch(s, camera, kOrigin, camera.to_screen(MapXY::of_metres(kOrigin.x() + 5'000, kOrigin.y())))
          .units.empty());
}

TEST(DispatchPick, MarksThatAreGoneAreNotHit) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace);
  t.unit("A", Function::Lead, kPlace);
  DispatchScene s = placed(marks(t), 10);
  const Camera camera = camera_on(kOrigin, 10);
  const Pixel at = camera.to_screen(kOrigin);
  ASSERT_EQ(pick_dispatch(s, camera, kOrigin, at).incidents.size(), 1u);
  set_marks(s, {});
  EXPECT_TRUE(pick_dispatch(s, camera, kOrigin, at).incidents.empty());
  EXPECT_TRUE(pick_dispatch(s, camera, kOrigin, at).units.empty());
}

TEST(DispatchScene, TheLittleDispatchIsThis) {
  Tables t;
  t.incident("I-1", IncidentLevel::II, kPlace), t.incident("I-2", IncidentLevel::IV, beside(2'000, 0));
  t.unit("A", Function::Lead, beside(-1'000, 0)), t.unit("B", Function::Order, beside(0, 4'000));
  t.unit("C", Function::Funds, beside(1'000, 1'000));
  t.assign("I-1", "A", Function::Lead, AssignmentState::EnRoute);
  t.assign("I-1", "B", Function::Order, AssignmentState::OnScene);
  const std::vector<MapXY> way{MapXY::of_metres(kOrigin.x() - 1'000, kOrigin.y()), kOrigin};
  DispatchScene s = placed(marks(t, "I-1", {}, {{"I-1/1", {}, &way, 360}}), 10);
  RoadNet net;
  net.points = {kOrigin, way[0], way[0], kOrigin};
  net.stretches = {{0, 2, 6, 0}, {2, 2, 0, 0}};
  set_ground(s, std::make_shared<const RoadLines>(build_roads(net, kOrigin)), {1, 0}, {}, {});
  EXPECT_EQ(dump(s),
            "roads 2 motorway 1 other 1\n"
            "time bands 1 0 0 beyond 1\n"
            "cordon 0.0 0.0 radius 300 m II\n"
            "route under_way selected 2 points -1000.0 0.0 to 0.0 0.0\n"
            "unit C 财 standby 1000.0 1000.0\n"
            "unit B 警 on_scene 0.0 0.0 beside -30 -28 selected\n"
            "unit A 人 under_way -1000.0 0.0 selected\n"
            "incident I-2 IV 2000.0 0.0\n"
            "incident I-1 II 0.0 0.0 selected\n"
            "plate I-1工地 0.0 0.0 beside 62 0 size 69 26 strong\n"
            "plate I-2工地 2000.0 0.0 beside 49 0 size 61 22\n"
            "plate A队 6 分 -1000.0 0.0 beside -51 0 size 68 22\n");
}

TEST(Symbols, UnderTheDispatchViewProjectsAreDimmedAndOfTheSmallestSize) {
  const Registry registry = test::little_registry();
  Scene scene = build_base(test::little_base());
  const RiskTable risk = test::little_risk();
  set_symbols(scene, registry, &risk, {}, {nullptr, std::nullopt, {}, true});
  EXPECT_EQ(scene.symbols[0].dimmed, 1);
  EXPECT_EQ(symbol_radius(ScaleBand::Near, scene.symbols[0]), symbol_radius(ScaleBand::City, Grade::D));
  const std::uint64_t before = scene.symbol_revision;
  set_symbols(scene, registry, &risk, {});
  EXPECT_EQ(scene.symbols[0].dimmed, 0);
  EXPECT_GT(scene.symbol_revision, before);
}

// Where names are placed: y down, round the middle of that camera; small marks have no box.
TEST(Dispatch, BoxesOfMarksLieWhereTheNamesCameraSeesThem) {
  Tables tables;
  tables.unit("U1", Function::Lead, beside(1'000, 500));
  tables.incident("I1", IncidentLevel::II, beside(-2'000, 0));
  DispatchScene scene;
  set_marks(scene, marks(tables));
  Camera camera = camera_on(kOrigin, 10);
  camera.view = {0, 0, 2'000, 1'000};
  place_marks(scene, camera, {}, camera);
  const auto boxes = mark_boxes(scene, camera);
  ASSERT_EQ(boxes.size(), 2U);
  const auto middle = [](const PixelRect& b) { return Pixel{b.x + b.w / 2, b.y + b.h / 2}; };
  EXPECT_NEAR(middle(boxes[0]).x, 800, 1) << "the diamond, 200 px left of the middle";
  EXPECT_NEAR(middle(boxes[0]).y, 500, 1);
  EXPECT_NEAR(middle(boxes[1]).x, 1'100, 1) << "the unit, right and above";
  EXPECT_NEAR(middle(boxes[1]).y, 450, 1);
  EXPECT_FLOAT_EQ(boxes[0].w, 24);
}

}  // namespace
}  // namespace anxin
