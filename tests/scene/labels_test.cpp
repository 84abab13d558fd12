#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "console/scene/dispatch.hpp"
#include "console/scene/scene.hpp"
#include "tests/scene/little_city.hpp"

namespace anxin {
namespace {

using test::camera_on;
using test::little_base;

const std::vector<AnchorText> kFacts{{"", "重大 1 / 221"}, {"", "重大 18 / 1,008"}, {"", "重大 4 / 386"}};

Camera whole(double metres_per_px) {
  const BaseMap base = little_base();
  Camera camera = camera_on(MapXY::of_metres(450'000, 4'418'000), metres_per_px);
  camera.view = {0, 0, static_cast<float>(40'000 / metres_per_px),
                 static_cast<float>(20'000 / metres_per_px)};
  return camera;
}

bool meet(const PixelRect& a, const PixelRect& b) {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

// The third anchor lies 5 px beside the second: it moves up and leaves its fact out.
TEST(Labels, AtCityScaleTheNamesAndFactsAreThese) {
  EXPECT_EQ(dump(place_labels(little_base(), whole(100), kFacts)),
            "label 东城区 100 100 em 16 | 重大 1 / 221\n"
            "label 朝阳区 300 100 em 16 | 重大 18 / 1,008\n"
            "label 经济技术开发区 305 70 em 16\n");
}

TEST(Labels, NoneCoversAnotherAtAnyScale) {
  for (double metres_per_px = 2; metres_per_px < 400; metres_per_px *= 1.3) {
    const auto labels = place_labels(little_base(), whole(metres_per_px), kFacts);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        EXPECT_FALSE(meet(box_of(labels[i]), box_of(labels[j])))
            << labels[i].text << " over " << labels[j].text << " at " << metres_per_px;
      }
    }
  }
}

TEST(Labels, ADistrictNameGivesUpItsFactBeforeItself) {
  // So close that only one fact fits; every name is still there.
  BaseMap base = little_base();
  base.anchors[2].at = base.anchors[1].at;
  const auto labels = place_labels(base, whole(100), kFacts);
  EXPECT_EQ(labels.size(), 3u);
}

TEST(Labels, AFactNeverCostsALaterDistrictItsName) {
  // The second name has room just below the first: not if the first's fact had been set before it.
  BaseMap base = little_base();
  base.anchors.resize(2);
  base.anchors[1].at = MapXY::of_metres(base.anchors[0].at.x(), base.anchors[0].at.y() - 32 * 100);
  const auto labels = place_labels(base, whole(100), kFacts);
  ASSERT_EQ(labels.size(), 2U);
  EXPECT_EQ(labels[1].at.y - labels[0].at.y, 32);
  EXPECT_EQ(labels[0].note, "");
  EXPECT_EQ(labels[1].note, "重大 18 / 1,008");
}

TEST(Labels, AGivenNameReplacesTheAnchorsOwnAndRoadsKeepTheirs) {
  const auto labels =
      place_labels(little_base(), whole(10), {{"Dongcheng", ""}, {"Chaoyang", "Severe 1 / 2"}});
  ASSERT_GE(labels.size(), 4U);
  EXPECT_EQ(labels[0].text, "Dongcheng");
  EXPECT_EQ(labels[1].text, "Chaoyang");
  EXPECT_EQ(labels[1].note, "Severe 1 / 2");
  EXPECT_EQ(labels[2].text, "经济技术开发区") << "no name given";
  EXPECT_TRUE(std::ranges::any_of(labels, [](const Label& l) { return l.text == "京通快速路"; }));
}

TEST(Labels, RoadNamesComeBelowOneToSixtyThousand) {
  const auto has_road = [](double denominator) {
    const auto labels = place_labels(little_base(), whole(denominator * 0.00028), kFacts);
    return std::any_of(labels.begin(), labels.end(),
                       [](const Label& l) { return l.kind == LabelKind::Road; });
  };
  EXPECT_FALSE(has_road(61'000));
  EXPECT_TRUE(has_road(59'000));
}

TEST(Labels, ASteepRoadNameIsStackedAndAFlatOneIsNot) {
  const auto labels = place_labels(little_base(), whole(10), kFacts);
  int flat = 0, stacked = 0;
  for (const Label& label : labels) {
    if (label.text == "二环路") stacked += label.stacked ? 1 : 0;
    if (label.text == "京通快速路") flat += label.stacked ? 0 : 1;
    EXPECT_LE(std::abs(label.angle_deg), 55);
  }
  EXPECT_GT(flat, 0);
  EXPECT_GT(stacked, 0);
}

TEST(Labels, TheSameNameIsNeverTwiceWithin120Px) {
  const auto labels = place_labels(little_base(), whole(3), kFacts);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (labels[i].text != labels[j].text) continue;
      EXPECT_GE(std::hypot(labels[i].at.x - labels[j].at.x, labels[i].at.y - labels[j].at.y), 120)
          << labels[i].text;
    }
  }
}

TEST(Labels, OverTheWholeCityNoNameGivesWayIntoAnotherDistrict) {
  const BaseMap base = little_base();
  const Camera camera = whole(200);
  std::vector<PixelRect> marks;
  for (const auto& anchor : base.anchors) {
    const Pixel at = camera.to_screen(anchor.at);
    marks.push_back({at.x - 11, at.y - 11, 22, 22});
  }
  const auto without = place_labels(base, camera, {}), beside = place_labels_beside(base, camera, {}, marks);
  ASSERT_EQ(without.size(), beside.size());
  for (std::size_t i = 0; i < without.size(); ++i) {
    EXPECT_EQ(beside[i].at.x, without[i].at.x) << without[i].text;
    EXPECT_EQ(beside[i].at.y, without[i].at.y) << without[i].text;
  }
}

// A square of a unit on the anchor: the name goes beside it and keeps its own room from every other.
TEST(Labels, ADistrictsNameGivesWayToMarksAtItsAnchor) {
  const BaseMap base = little_base();
  const Camera camera = whole(40);
  const auto clear = [](const std::vector<Label>& labels, const std::vector<PixelRect>& marks) {
    for (const Label& label : labels)
      for (const PixelRect& mark : marks)
        if (meet(box_of(label), mark)) return false;
    return true;
  };
  for (const float half : {11.0F, 24.0F}) {  // one square; a diamond with units round it
    std::vector<PixelRect> marks;
    for (const auto& anchor : base.anchors) {
      const Pixel at = camera.to_screen(anchor.at);
      marks.push_back({at.x - half, at.y - half, 2 * half, 2 * half});
    }
    EXPECT_FALSE(clear(place_labels(base, camera, kFacts), marks)) << "they would lie on each other";
    const auto labels = place_labels_beside(base, camera, kFacts, marks);
    EXPECT_EQ(labels.size(), base.anchors.size()) << "no name is lost";
    EXPECT_TRUE(clear(labels, marks)) << half << "\n" << dump(labels);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const Pixel at = camera.to_screen(base.anchors[i].at);
      EXPECT_LE(std::max(std::abs(labels[i].at.x - at.x), std::abs(labels[i].at.y - at.y)), kNameMoves);
    }
  }
}

TEST(Labels, WhereMarksLeaveNoRoomTheNameLiesOverThem) {
  const auto everywhere = std::vector<PixelRect>{{-1000, -1000, 4000, 4000}};
  const auto labels = place_labels_beside(little_base(), whole(100), {}, everywhere);
  EXPECT_EQ(dump(labels), dump(place_labels(little_base(), whole(100), {})));
}

TEST(Labels, MarksFarAwayMoveNothing) {
  const auto far = std::vector<PixelRect>{{5000, 5000, 22, 22}};
  EXPECT_EQ(dump(place_labels_beside(little_base(), whole(100), kFacts, far)),
            dump(place_labels(little_base(), whole(100), kFacts)));
}

}  // namespace
}  // namespace anxin
