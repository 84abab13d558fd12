// The ground on the graphics card: district areas as triangles, roads and boundaries as quads of constant
// width on the screen, in runs with a bounding box each so that a strip draws only what crosses it. Uploaded
// once. Thread: the one whose context is current.
#pragma once
#include <initializer_list>
#include <vector>

#include "console/render/gl.hpp"
#include "console/render/projection.hpp"
#include "console/scene/scene.hpp"

namespace anxin {

class GroundLayer {
 public:
  [[nodiscard]] Status create();
  std::size_t update(const Scene& scene);  // bytes uploaded
  // In this order; what lies between them is the caller's.
  void draw_areas(const Projection& to, const std::vector<Colour32>& area_colour);
  void draw_roads(const Projection& to, ScaleBand band, const Style& style, float ui);  // the pack's own
  void draw_boundaries(const Projection& to, ScaleBand band, const Style& style, float ui);
  // All pixels that an area's colour can touch; empty for one that is not there.
  [[nodiscard]] PixelBox box_of_area(std::size_t area, double metres_per_px) const;

 private:
  struct AreaBox {
    float x0, y0, x1, y1;  // metres
  };
  struct Run {
    LineKind kind{};
    int detail = 0;  // of the three that lines are kept in
    int first = 0, count = 0;
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // box in metres
  };
  void upload_fills(const Scene& scene, std::size_t& bytes);
  void upload_lines(const Scene& scene, std::size_t& bytes);
  void draw_kinds(const Projection& to, ScaleBand band, const Style& style, float ui,
                  std::initializer_list<LineKind> kinds);
  void draw_lines(const Projection& to, LineKind kind, float width_px, Colour32 colour);

  gl::Program fill_, line_;
  gl::Buffer triangles_, quads_, corners_;
  gl::VertexArray fill_array_, line_array_;
  std::vector<Run> runs_, fill_runs_;
  std::vector<AreaBox> area_boxes_;
  std::vector<int> firsts_;
  std::vector<int> counts_;
  std::vector<const void*> offsets_;
  std::uint64_t revision_ = 0;
};

}  // namespace anxin
