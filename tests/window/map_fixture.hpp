// A map of two districts, a road and 3,000 projects, drawn off screen by the software rasteriser into a small
// canvas.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <random>

#include "console/render/map_renderer.hpp"
#include "console/window/fonts.hpp"
#include "console/window/offscreen.hpp"

namespace anxin::test {

inline constexpr int kW = 500, kH = 400;

[[nodiscard]] inline BaseMap square_city() {
  const auto at = [](double x, double y) { return MapXY::of_metres(x, y); };
  BaseMap base;
  base.lower = at(-20'000, -20'000), base.upper = at(20'000, 20'000);
  base.areas = {{"1",
                 "甲区",
                 {at(-20'000, -20'000), at(2'013, -20'000), at(2'013, 20'000), at(-20'000, -20'000),
                  at(2'013, 20'000), at(-20'000, 20'000)},
                 {{at(-20'000, -20'000), at(2'013, -20'000), at(2'013, 20'000), at(-20'000, 20'000),
                   at(-20'000, -20'000)}}},
                {"2",
                 "乙区",
                 {at(2'013, -20'000), at(20'000, -20'000), at(20'000, 20'000), at(2'013, -20'000),
                  at(20'000, 20'000), at(2'013, 20'000)},
                 {{at(2'013, -20'000), at(20'000, -20'000), at(20'000, 20'000), at(2'013, 20'000),
                   at(2'013, -20'000)}}}};
  base.roads = {{LineKind::Motorway, "一号路", {at(-18'000, -15'000), at(0, 3'000), at(18'000, 2'000)}}};
  base.anchors = {{"1", "甲区", at(0, 0)}};
  return base;
}

class MapTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const auto fonts = find_fonts();
    ASSERT_TRUE(fonts) << fonts.error().en;
    auto context = OffscreenContext::create();
    ASSERT_TRUE(context) << context.error().en;
    context_ = std::move(*context);
    auto map = MapRenderer::create(*fonts);
    ASSERT_TRUE(map) << map.error().en;
    map_ = std::move(*map);
    ASSERT_TRUE(canvas_.resize(kW, kH));
    scene_ = build_base(base_);
    std::mt19937 random(5);
    std::uniform_real_distribution<float> place(-19'000, 19'000);
    for (int i = 0; i < 3'000; ++i) {
      scene_.symbols.push_back({{place(random), place(random)},
                                static_cast<Grade>(random() % 5),
                                static_cast<std::uint8_t>(random() % 5 & 7),
                                1,
                                0});
    }
    scene_.symbol_revision = 1;
    set_area_colours(scene_, style_of(Theme::Dark), {0.02, 0.02});
    camera_.view = {40, 30, 400, 320};
    camera_.centre = scene_.origin;
    camera_.metres_per_px = 40;
    label();
  }
  void label() {
    labels_.camera = camera_;
    labels_.camera.centre = scene_.origin;
    labels_.camera.view = {0, 0, static_cast<float>(40'000 / camera_.metres_per_px),
                           static_cast<float>(40'000 / camera_.metres_per_px)};
    labels_.labels = place_labels(base_, labels_.camera, {AnchorText{"", "重大 1 / 2"}});
    ++labels_.revision;
  }
  MapRenderer::Outcome frame(double budget_ms = MapRenderer::kNoLimit, Theme theme = Theme::Dark) {
    const Style& style = style_of(theme);
    auto outcome = map_->update({scene_, camera_, style, labels_, dispatch_, exercise_}, budget_ms);
    EXPECT_TRUE(outcome);
    for (const PixelRect& area : outcome->damage) map_->present(canvas_, camera_, style, area);
    return *outcome;
  }
  // The same camera drawn by a renderer that has never drawn anything else.
  Picture drawn_at_once(Theme theme = Theme::Dark) {
    auto fresh = MapRenderer::create(*find_fonts());
    Canvas canvas;
    EXPECT_TRUE(canvas.resize(kW, kH));
    const Style& style = style_of(theme);
    const auto outcome = (*fresh)->update({scene_, camera_, style, labels_, dispatch_, exercise_});
    (*fresh)->present(canvas, camera_, style, outcome->damage.at(0));
    return canvas.read();
  }

  // The most by which a channel of a pixel shown differs from the picture drawn at once, of 255. The edge of
  // a line is a share of a pixel computed in the strip's own coordinates: it may round to its neighbour.
  int most_apart() {
    const Picture shown = canvas_.read(), fresh = drawn_at_once();
    if (shown.rgba.size() != fresh.rgba.size()) return 255;
    int most = 0;
    for (std::size_t i = 0; i < shown.rgba.size(); ++i)
      most = std::max(most, std::abs(shown.rgba[i] - fresh.rgba[i]));
    return most;
  }

  BaseMap base_ = square_city();
  std::unique_ptr<OffscreenContext> context_;
  std::unique_ptr<MapRenderer> map_;
  Canvas canvas_;
  Scene scene_;
  Camera camera_;
  bool exercise_ = false;
  PlacedLabels labels_;
  const DispatchScene* dispatch_ = nullptr;
};

}  // namespace anxin::test
