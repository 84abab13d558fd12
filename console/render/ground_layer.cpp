#include "console/render/ground_layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace anxin {
namespace {

constexpr std::uint32_t kRunSegments = 48;
constexpr std::size_t kRunTriangles = 96;
// Lines are kept in three details, so that far out a segment is not shorter than a pixel: segments of
// fractions of a pixel cost time and, drawn over each other, thicken the line.
constexpr std::array<float, 3> kDetailM{0, 60, 200};
constexpr std::size_t kAreas = 64;  // as the shader's uniform array

struct FillCorner {
  float x, y, area;
};
struct LineCorner {
  SceneXY start, end;
  float corner;
};  // corner: 0 and 1 at the start, 2 and 3 at the end

// Where a position stands on a Morton curve of 1 m cells, some 130 km either side of the origin.
std::uint64_t place_on_curve(SceneXY at) {
  const auto spread = [](float v) {
    auto n = static_cast<std::uint64_t>(std::clamp(v + 131072.0f, 0.0f, 262143.0f));
    std::uint64_t out = 0;
    for (int bit = 0; bit < 18; ++bit) out |= ((n >> bit) & 1) << (2 * bit);
    return out;
  };
  return spread(at.x) | (spread(at.y) << 1);
}

// The line without points that are nearer than `least_m` to the one kept before; its ends stay.
std::vector<SceneXY> thinned(std::vector<SceneXY> line, float least_m) {
  if (least_m <= 0 || line.size() < 3) return line;
  std::vector<SceneXY> out{line.front()};
  for (std::size_t i = 1; i + 1 < line.size(); ++i) {
    if (std::hypot(line[i].x - out.back().x, line[i].y - out.back().y) >= least_m) out.push_back(line[i]);
  }
  out.push_back(line.back());
  return out;
}

struct Box {
  float x0, y0, x1, y1;
};  // metres
Box box_of(const Projection& to, float more_px) {
  const auto m = static_cast<float>(to.metres_per_px);
  return {(static_cast<float>(to.wanted.x0) - more_px) * m, (static_cast<float>(to.wanted.y0) - more_px) * m,
          (static_cast<float>(to.wanted.x1) + more_px) * m, (static_cast<float>(to.wanted.y1) + more_px) * m};
}
template <class Run>
bool meets(const Run& run, const Box& b) {
  return run.x0 <= b.x1 && run.x1 >= b.x0 && run.y0 <= b.y1 && run.y1 >= b.y0;
}

}  // namespace

Status GroundLayer::create() {
  auto fill = gl::make_program("fill");
  if (!fill) return std::unexpected(fill.error());
  auto line = gl::make_program("line");
  if (!line) return std::unexpected(line.error());
  fill_ = std::move(*fill);
  line_ = std::move(*line);
  triangles_ = gl::make_buffer(), quads_ = gl::make_buffer(), corners_ = gl::make_buffer();
  fill_array_ = gl::make_vertex_array(), line_array_ = gl::make_vertex_array();
  glBindVertexArray(fill_array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, triangles_.name());
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(FillCorner), nullptr);
  glVertexAttribPointer(1, 1, GL_FLOAT, GL_FALSE, sizeof(FillCorner),
                        reinterpret_cast<const void*>(2 * sizeof(float)));
  glEnableVertexAttribArray(0);
  glEnableVertexAttribArray(1);
  glBindVertexArray(line_array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, quads_.name());
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(LineCorner), nullptr);
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(LineCorner),
                        reinterpret_cast<const void*>(sizeof(SceneXY)));
  glVertexAttribPointer(2, 1, GL_FLOAT, GL_FALSE, sizeof(LineCorner),
                        reinterpret_cast<const void*>(2 * sizeof(SceneXY)));
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, corners_.name());
  glBindVertexArray(0);
  return {};
}

std::size_t GroundLayer::update(const Scene& scene) {
  if (scene.base_revision == revision_) return 0;
  revision_ = scene.base_revision;
  std::size_t bytes = 0;
  upload_fills(scene, bytes);
  upload_lines(scene, bytes);
  return bytes;
}

// Triangles along a curve that keeps neighbours together, so that a run of them has a small box.
void GroundLayer::upload_fills(const Scene& scene, std::size_t& bytes) {
  struct Triangle {
    std::uint64_t place;
    std::size_t first;
  };
  std::vector<Triangle> order;
  for (std::size_t i = 0; i + 2 < scene.fills.size(); i += 3) {
    order.push_back({place_on_curve(scene.fills[i].at), i});
  }
  std::sort(order.begin(), order.end(), [](const Triangle& a, const Triangle& b) {
    return a.place != b.place ? a.place < b.place : a.first < b.first;
  });
  std::vector<FillCorner> corners;
  corners.reserve(scene.fills.size());
  fill_runs_.clear();
  area_boxes_.clear();
  for (const FillVertex& v : scene.fills) {
    if (v.area >= area_boxes_.size()) area_boxes_.resize(v.area + 1, {1e9f, 1e9f, -1e9f, -1e9f});
    AreaBox& box = area_boxes_[v.area];
    box.x0 = std::min(box.x0, v.at.x), box.x1 = std::max(box.x1, v.at.x);
    box.y0 = std::min(box.y0, v.at.y), box.y1 = std::max(box.y1, v.at.y);
  }
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i % kRunTriangles == 0)
      fill_runs_.push_back({{}, 0, static_cast<int>(corners.size()), 0, 1e9f, 1e9f, -1e9f, -1e9f});
    Run& run = fill_runs_.back();
    for (std::size_t k = 0; k < 3; ++k) {
      const FillVertex& v = scene.fills[order[i].first + k];
      run.x0 = std::min(run.x0, v.at.x), run.x1 = std::max(run.x1, v.at.x);
      run.y0 = std::min(run.y0, v.at.y), run.y1 = std::max(run.y1, v.at.y);
      corners.push_back({v.at.x, v.at.y, static_cast<float>(std::min<std::size_t>(v.area, kAreas - 1))});
    }
    run.count += 3;
  }
  const std::size_t size = corners.size() * sizeof(FillCorner);
  glBindBuffer(GL_ARRAY_BUFFER, triangles_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(size), corners.data(), GL_STATIC_DRAW);
  bytes += size;
}

void GroundLayer::upload_lines(const Scene& scene, std::size_t& bytes) {
  std::vector<LineCorner> quads;
  std::vector<std::uint32_t> corners;
  runs_.clear();
  for (std::size_t detail = 0; detail < kDetailM.size(); ++detail) {
    for (const SceneLine& line : scene.lines) {
      const auto first = scene.line_points.begin() + line.first;
      const std::vector<SceneXY> points = thinned({first, first + line.count}, kDetailM[detail]);
      for (std::size_t from = 0; from + 1 < points.size(); from += kRunSegments) {
        const std::size_t to = std::min(points.size() - 1, from + kRunSegments);
        Run run{line.kind, static_cast<int>(detail), static_cast<int>(corners.size()), 0, 1e9f, 1e9f, -1e9f,
                -1e9f};
        for (std::size_t i = from; i <= to; ++i) {
          const SceneXY a = points[i];
          run.x0 = std::min(run.x0, a.x), run.y0 = std::min(run.y0, a.y);
          run.x1 = std::max(run.x1, a.x), run.y1 = std::max(run.y1, a.y);
          if (i == to) break;
          const SceneXY b = points[i + 1];
          const auto n = static_cast<std::uint32_t>(quads.size());
          quads.insert(quads.end(), {{a, b, 0}, {a, b, 1}, {a, b, 2}, {a, b, 3}});
          corners.insert(corners.end(), {n, n + 1, n + 2, n + 1, n + 3, n + 2});
        }
        run.count = static_cast<int>(corners.size()) - run.first;
        runs_.push_back(run);
      }
    }
  }
  const auto size = [](const auto& v) { return static_cast<GLsizeiptr>(v.size() * sizeof(v[0])); };
  glBindVertexArray(line_array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, quads_.name());
  glBufferData(GL_ARRAY_BUFFER, size(quads), quads.data(), GL_STATIC_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, size(corners), corners.data(), GL_STATIC_DRAW);
  glBindVertexArray(0);
  bytes += static_cast<std::size_t>(size(quads) + size(corners));
}

PixelBox GroundLayer::box_of_area(std::size_t area, double metres_per_px) const {
  if (area >= area_boxes_.size() || area_boxes_[area].x0 > area_boxes_[area].x1) return {};
  const AreaBox& box = area_boxes_[area];
  const auto px = [&](float m) { return static_cast<int>(std::floor(m / metres_per_px)); };
  return {px(box.x0) - 1, px(box.y0) - 1, px(box.x1) + 2, px(box.y1) + 2};
}

void GroundLayer::draw_areas(const Projection& to, const std::vector<Colour32>& area_colour) {
  glUseProgram(fill_.name());
  gl::set(fill_, "lower_m", to.lower_x_m(), to.lower_y_m());
  gl::set(fill_, "to_ndc", to.to_ndc_x(), to.to_ndc_y());
  for (std::size_t i = 0; i < area_colour.size() && i < kAreas; ++i) {
    gl::set_colour(fill_, fmt::format("colours[{}]", i).c_str(), area_colour[i]);
  }
  glBindVertexArray(fill_array_.name());
  glDisable(GL_BLEND);  // opaque: reading what lies below would cost half of it on the software rasteriser
  firsts_.clear();
  counts_.clear();
  const Box seen = box_of(to, 0);
  for (const Run& run : fill_runs_) {
    if (!meets(run, seen)) continue;
    firsts_.push_back(run.first);
    counts_.push_back(run.count);
  }
  glMultiDrawArrays(GL_TRIANGLES, firsts_.data(), counts_.data(), static_cast<GLsizei>(firsts_.size()));
  glEnable(GL_BLEND);
  glBindVertexArray(0);
}

void GroundLayer::draw_roads(const Projection& to, ScaleBand band, const Style& style, float ui) {
  draw_kinds(to, band, style, ui, {LineKind::Primary, LineKind::Trunk, LineKind::Motorway});
}

void GroundLayer::draw_boundaries(const Projection& to, ScaleBand band, const Style& style, float ui) {
  draw_kinds(to, band, style, ui, {LineKind::DistrictLine, LineKind::CityLine});
}

void GroundLayer::draw_kinds(const Projection& to, ScaleBand band, const Style& style, float ui,
                             std::initializer_list<LineKind> kinds) {
  glUseProgram(line_.name());
  gl::set(line_, "lower_m", to.lower_x_m(), to.lower_y_m());
  gl::set(line_, "to_ndc", to.to_ndc_x(), to.to_ndc_y());
  gl::set(line_, "px_per_m", static_cast<float>(1.0 / to.metres_per_px));
  for (const LineKind kind : kinds) {
    const float width = line_width(band, kind) * ui;
    if (width > 0) draw_lines(to, kind, width, line_colour(style, kind));
  }
  glBindVertexArray(0);
}

void GroundLayer::draw_lines(const Projection& to, LineKind kind, float width_px, Colour32 colour) {
  const Box seen = box_of(to, width_px / 2 + 1);
  int detail = static_cast<int>(kDetailM.size()) - 1;
  while (detail > 0 && kDetailM[static_cast<std::size_t>(detail)] > 1.2 * to.metres_per_px) --detail;
  counts_.clear();
  offsets_.clear();
  for (const Run& run : runs_) {
    if (run.kind != kind || run.detail != detail || !meets(run, seen)) continue;
    counts_.push_back(run.count);
    offsets_.push_back(
        reinterpret_cast<const void*>(static_cast<std::uintptr_t>(run.first) * sizeof(std::uint32_t)));
  }
  if (counts_.empty()) return;
  gl::set(line_, "half_px", width_px / 2);
  gl::set_colour(line_, "colour", colour);
  glBindVertexArray(line_array_.name());
  glMultiDrawElements(GL_TRIANGLES, counts_.data(), GL_UNSIGNED_INT, offsets_.data(),
                      static_cast<GLsizei>(counts_.size()));
}

}  // namespace anxin
