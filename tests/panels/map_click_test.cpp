// A click on the map of the dispatch view: an incident is selected, a unit stands for its incident, bare
// ground changes nothing.
#include <gtest/gtest.h>

#include "console/scene/dispatch.hpp"
#include "geo/crs.hpp"
#include "tests/panels/screen.hpp"

namespace anxin::test {
namespace {

class DispatchClick : public ::testing::Test {
 protected:
  void SetUp() override {
    screen_.view.tab = ViewTab::Dispatch;
    screen_.frame();
    const MapXY centre = screen_.camera.centre;
    std::map<std::string, Incident> incidents;
    incidents["I-1"].id = "I-1";
    incidents["I-1"].at = from_map(centre);
    std::map<std::string, ResponseUnit> units;
    const double m = screen_.camera.metres_per_px;
    for (const auto& [id, px] : {std::pair{"sent", 150.0}, {"free", -150.0}}) {
      units[id].id = id;
      units[id].base = from_map(MapXY::of_metres(centre.x() + px * m, centre.y()));
    }
    std::map<std::string, Assignment> assignments;
    Assignment& a = assignments["I-1/1"];
    a.id = "I-1/1", a.incident = "I-1", a.unit = "sent", a.state = AssignmentState::EnRoute;
    auto operations = std::make_shared<Operations>();
    operations->incidents = std::make_shared<const std::map<std::string, Incident>>(incidents);
    operations->units = std::make_shared<const std::map<std::string, ResponseUnit>>(units);
    operations->assignments = std::make_shared<const std::map<std::string, Assignment>>(assignments);
    set_marks(layers_, marks_of({operations.get(), {}, 600, "", {}, {}, screen_.scene.origin, false}));
    place_marks(layers_, screen_.camera, {}, screen_.camera);
    screen_.change = [operations](Frame& frame) { frame.world.operations = operations; };
    screen_.dispatch = &layers_;
    middle_ = screen_.camera.to_screen(centre);
    screen_.sent = {};
  }
  void click(float dx) { screen_.click(middle_.x + dx, middle_.y); }
  Screen screen_{1920, 1080};
  DispatchScene layers_;
  Pixel middle_;
};

TEST_F(DispatchClick, SelectsTheIncidentAndForgetsTheChoiceForAnother) {
  screen_.view.chosen.push_back({Function::Lead, "someone"});
  click(0);
  EXPECT_EQ(screen_.view.selected_incident, "I-1");
  EXPECT_TRUE(screen_.view.chosen.empty()) << "a choice made for another incident";
}

TEST_F(DispatchClick, OnAUnitSelectsTheIncidentItIsSentTo) {
  click(150);
  EXPECT_EQ(screen_.view.selected_incident, "I-1");
}

TEST_F(DispatchClick, OnAFreeUnitOrOnBareGroundSelectsNothing) {
  click(-150);
  EXPECT_EQ(screen_.view.selected_incident, "");
  click(60);
  EXPECT_EQ(screen_.view.selected_incident, "");
}

}  // namespace
}  // namespace anxin::test
