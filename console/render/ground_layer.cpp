#include "console/render/ground_layer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace anxin {
namespace {

constexpr std::uint32_t kRunSegments = 48;
constexpr std::size_t kAreas = 64;  // as the shader's uniform array

struct FillCorner { float x, y, area; };
struct LineCorner { SceneXY start, end; float corner; };  // corner: 0 and 1 at the start, 2 and 3 at the end

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
  glVertexAttribPointer(1, 1, GL_FLOAT, GL_FALSE, sizeof(FillCorner), reinterpret_cast<const void*>(2 * sizeof(float)));
  glEnableVertexAttribArray(0);
  glEnableVertexAttribArray(1);
  glBindVertexArray(line_array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, quads_.name());
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(LineCorner), nullptr);
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(LineCorner), reinterpret_cast<const void*>(sizeof(SceneXY)));
  glVertexAttribPointer(2, 1, GL_FLOAT, GL_FALSE, sizeof(LineCorner), reinterpret_cast<const void*>(2 * sizeof(SceneXY)));
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, corners_.name());
  glBindVertexArray(0);
  return {};
}

std::size_t GroundLayer::update(const Scene& scene) {
  if (scene.base_revision == revision_) return 0;
  revision_ = scene.base_revision;
  std::vector<FillCorner> fills;
  fills.reserve(scene.fills.size());
  for (const FillVertex& v : scene.fills) {
    fills.push_back({v.at.x, v.at.y, static_cast<float>(std::min<std::size_t>(v.area, kAreas - 1))});
  }
  std::vector<LineCorner> quads;
  std::vector<std::uint32_t> corners;
  runs_.clear();
  for (const SceneLine& line : scene.lines) {
    for (std::uint32_t from = 0; from + 1 < line.count; from += kRunSegments) {
      const std::uint32_t to = std::min(line.count - 1, from + kRunSegments);
      Run run{line.kind, static_cast<int>(corners.size()), 0, 1e9f, 1e9f, -1e9f, -1e9f};
      for (std::uint32_t i = from; i <= to; ++i) {
        const SceneXY a = scene.line_points[line.first + i];
        run.x0 = std::min(run.x0, a.x), run.y0 = std::min(run.y0, a.y);
        run.x1 = std::max(run.x1, a.x), run.y1 = std::max(run.y1, a.y);
        if (i == to) break;
        const SceneXY b = scene.line_points[line.first + i + 1];
        const auto n = static_cast<std::uint32_t>(quads.size());
        quads.insert(quads.end(), {{a, b, 0}, {a, b, 1}, {a, b, 2}, {a, b, 3}});
        corners.insert(corners.end(), {n, n + 1, n + 2, n + 1, n + 3, n + 2});
      }
      run.count = static_cast<int>(corners.size()) - run.first;
      runs_.push_back(run);
    }
  }
  vertices_ = static_cast<int>(fills.size());
  const auto bytes = [](const auto& v) { return static_cast<GLsizeiptr>(v.size() * sizeof(v[0])); };
  glBindVertexArray(line_array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, triangles_.name());
  glBufferData(GL_ARRAY_BUFFER, bytes(fills), fills.data(), GL_STATIC_DRAW);
  glBindBuffer(GL_ARRAY_BUFFER, quads_.name());
  glBufferData(GL_ARRAY_BUFFER, bytes(quads), quads.data(), GL_STATIC_DRAW);
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, bytes(corners), corners.data(), GL_STATIC_DRAW);
  glBindVertexArray(0);
  return static_cast<std::size_t>(bytes(fills) + bytes(quads) + bytes(corners));
}

void GroundLayer::draw(const Projection& to, ScaleBand band, const Style& style, const std::vector<Colour32>& area_colour,
                       float ui) {
  glUseProgram(fill_.name());
  gl::set(fill_, "lower_m", to.lower_x_m(), to.lower_y_m());
  gl::set(fill_, "to_ndc", to.to_ndc_x(), to.to_ndc_y());
  for (std::size_t i = 0; i < area_colour.size() && i < kAreas; ++i) {
    gl::set_colour(fill_, fmt::format("colours[{}]", i).c_str(), area_colour[i]);
  }
  glBindVertexArray(fill_array_.name());
  glDrawArrays(GL_TRIANGLES, 0, vertices_);
  glUseProgram(line_.name());
  gl::set(line_, "lower_m", to.lower_x_m(), to.lower_y_m());
  gl::set(line_, "to_ndc", to.to_ndc_x(), to.to_ndc_y());
  gl::set(line_, "px_per_m", static_cast<float>(1.0 / to.metres_per_px));
  for (const LineKind kind :
       {LineKind::Primary, LineKind::Trunk, LineKind::Motorway, LineKind::DistrictLine, LineKind::CityLine}) {
    const float width = line_width(band, kind) * ui;
    if (width > 0) draw_lines(to, kind, width, line_colour(style, kind));
  }
  glBindVertexArray(0);
}

void GroundLayer::draw_lines(const Projection& to, LineKind kind, float width_px, Colour32 colour) {
  const float m = static_cast<float>(to.metres_per_px), reach = (width_px / 2 + 1) * m;
  const float x0 = static_cast<float>(to.wanted.x0) * m - reach, y0 = static_cast<float>(to.wanted.y0) * m - reach;
  const float x1 = static_cast<float>(to.wanted.x1) * m + reach, y1 = static_cast<float>(to.wanted.y1) * m + reach;
  counts_.clear();
  offsets_.clear();
  for (const Run& run : runs_) {
    if (run.kind != kind || run.x0 > x1 || run.x1 < x0 || run.y0 > y1 || run.y1 < y0) continue;
    counts_.push_back(run.count);
    offsets_.push_back(reinterpret_cast<const void*>(static_cast<std::uintptr_t>(run.first) * sizeof(std::uint32_t)));
  }
  if (counts_.empty()) return;
  gl::set(line_, "half_px", width_px / 2);
  gl::set_colour(line_, "colour", colour);
  glBindVertexArray(line_array_.name());
  glMultiDrawElements(GL_TRIANGLES, counts_.data(), GL_UNSIGNED_INT, offsets_.data(), static_cast<GLsizei>(counts_.size()));
}

}  // namespace anxin
