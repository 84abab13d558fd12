// Paints a DispatchScene: the road network with its time bands, closures and hatched districts as one layer
// over the ground; routes, units, incidents and plates into the layer of the symbols. Says which rectangles a
// change of few marks touches. Pure but for the fonts; one thread an object.
#pragma once
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "console/render/paint.hpp"
#include "console/render/projection.hpp"
#include "console/scene/dispatch.hpp"

namespace anxin {

// The square of one kind of unit, the diamond of one kind of incident; made when first asked for.
class MarkSprites {
 public:
  void use(const Style& style, float ui);
  [[nodiscard]] const Sprite& unit(const UnitMark& mark, bool small, Glyphs& glyphs);
  [[nodiscard]] const Sprite& incident(const IncidentMark& mark, bool small, Glyphs& glyphs);

 private:
  std::unordered_map<std::uint32_t, Sprite> made_;
  PaintBuffer buffer_;
  Style style_;
  float ui_ = 0;
};

class DispatchPainter {
 public:
  [[nodiscard]] Status create(const MapFonts& fonts);

  // Takes over the marks; says what differs from those before at the same scale, when that is little.
  struct Change {
    bool many = false;
    std::vector<PixelBox> boxes;  // of the map at the placed scale
  };
  [[nodiscard]] Change update(const DispatchScene* scene);

  void paint_ground(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to, ScaleBand band,
                    const Style& style, float ui);
  // The cordon, below the projects.
  void paint_under(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to, const Style& style,
                   float ui) const;
  void paint_marks(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to, const Style& style,
                   float ui);

 private:
  struct Item {
    std::uint64_t looks = 0;
    PixelBox box;
  };
  [[nodiscard]] std::vector<Item> items_of(const DispatchScene& scene) const;
  void paint_roads(PaintBuffer& buffer, const DispatchScene& scene, const Projection& to, ScaleBand band,
                   const Style& style, float ui);
  void paint_closure(PaintBuffer& buffer, const ClosureMark& closure, const Projection& to,
                     const Style& style, float ui);
  void paint_route(PaintBuffer& buffer, const RouteMark& route, const Projection& to, const Style& style,
                   float ui);
  void paint_plate(PaintBuffer& buffer, const Plate& plate, const Projection& to, const Style& style,
                   float ui);

  std::optional<Glyphs> glyphs_;
  MarkSprites sprites_;
  std::vector<Item> held_;
  double held_scale_ = 0;
  std::uint64_t marks_revision_ = 0, placed_revision_ = 0;
  std::vector<std::uint32_t> banded_[kTimeBands];  // stretches, while roads are painted
  std::vector<MapPoint> points_;
};

}  // namespace anxin
