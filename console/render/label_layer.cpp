#include "console/render/label_layer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace anxin {
namespace {

constexpr float kOpticalCentre = 0.37f;  // CJK sits 0.37 em above its baseline (UX 2)
constexpr float kNoteOfName = 12.0f / 16.0f, kNoteBelow = 1.22f;
constexpr float kHaloName = 3.0f, kHaloRoad = 2.5f;
constexpr float kRoleHalo = 0, kRoleName = 1, kRoleNote = 2;

}  // namespace

Status LabelLayer::create(const MapFonts& fonts) {
  auto glyphs = Glyphs::open(fonts);
  if (!glyphs) return std::unexpected(glyphs.error());
  glyphs_ = std::move(*glyphs);
  auto program = gl::make_program("text");
  if (!program) return std::unexpected(program.error());
  program_ = std::move(*program);
  corners_buffer_ = gl::make_buffer();
  array_ = gl::make_vertex_array();
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, corners_buffer_.name());
  const auto at = [](std::size_t floats) { return reinterpret_cast<const void*>(floats * sizeof(float)); };
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Corner), at(0));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(Corner), at(2));
  glVertexAttribPointer(2, 1, GL_FLOAT, GL_FALSE, sizeof(Corner), at(4));
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  glBindVertexArray(0);
  GLuint name = 0;
  glGenTextures(1, &name);
  texture_ = gl::Texture(name);
  return {};
}

void LabelLayer::add_line(const std::u32string& text, float em, bool bold, float x, float y, float turn,
                          float role, float halo) {
  float width = 0;
  for (const char32_t c : text) width += glyphs_->glyph(c, em, bold, 0).advance;
  const float cos = std::cos(turn), sin = std::sin(turn);
  float pen = -width / 2;
  const float base = -kOpticalCentre * em;
  for (const char32_t c : text) {
    const Glyph& g = glyphs_->glyph(c, em, bold, halo);
    float left = pen + g.left, top = base + g.top;
    if (turn == 0) left = std::round(x + left) - x, top = std::round(y + top) - y;
    const auto corner = [&](float dx, float dy, int u, int v) {
      return Corner{x + dx * cos - dy * sin, y + dx * sin + dy * cos, static_cast<float>(u),
                    static_cast<float>(v), role};
    };
    const auto w = static_cast<float>(g.w), h = static_cast<float>(g.h);
    const Corner a = corner(left, top, g.x, g.y), b = corner(left + w, top, g.x + g.w, g.y);
    const Corner d = corner(left, top - h, g.x, g.y + g.h),
                 e = corner(left + w, top - h, g.x + g.w, g.y + g.h);
    corners_.insert(corners_.end(), {a, b, d, b, e, d});
    pen += g.advance;
  }
}

void LabelLayer::add(const Label& label, float x, float y) {
  const std::size_t first = corners_.size();
  const std::u32string name = code_points(label.text), note = code_points(label.note);
  const bool road = label.kind == LabelKind::Road;
  const float em = label.em_px, unit = em / (road ? 12.0f : 16.0f);
  const float turn = -label.angle_deg * std::numbers::pi_v<float> / 180.0f;  // y is up here
  const float halo = (road ? kHaloRoad : kHaloName) * unit, role = road ? kRoleNote : kRoleName;
  for (const bool shade : {true, false}) {
    const float r = shade ? kRoleHalo : role, h = shade ? halo : 0;
    if (label.stacked) {
      const float step = em * 1.1f;
      for (std::size_t i = 0; i < name.size(); ++i) {
        const float down = (static_cast<float>(i) - static_cast<float>(name.size() - 1) / 2) * step;
        add_line(name.substr(i, 1), em, label.bold, x, y - down, 0, r, h);
      }
    } else {
      add_line(name, em, label.bold, x, y, turn, r, h);
    }
    if (!note.empty()) {
      add_line(note, em * kNoteOfName, false, x, y - em * kNoteBelow, 0, shade ? kRoleHalo : kRoleNote, h);
    }
  }
  Span span{static_cast<int>(first),
            static_cast<int>(corners_.size() - first),
            1e9f,
            1e9f,
            -1e9f,
            -1e9f,
            label.kind};
  for (std::size_t i = first; i < corners_.size(); ++i) {
    span.x0 = std::min(span.x0, corners_[i].x), span.x1 = std::max(span.x1, corners_[i].x);
    span.y0 = std::min(span.y0, corners_[i].y), span.y1 = std::max(span.y1, corners_[i].y);
  }
  spans_.push_back(span);
}

std::size_t LabelLayer::update(const PlacedLabels& placed, MapXY origin) {
  if (placed.revision == revision_) return 0;
  revision_ = placed.revision;
  corners_.clear();
  spans_.clear();
  for (const Label& label : placed.labels) {
    const MapXY at = placed.camera.to_map(label.at);
    add(label, std::round(static_cast<float>((at.x() - origin.x()) / placed.camera.metres_per_px)),
        std::round(static_cast<float>((at.y() - origin.y()) / placed.camera.metres_per_px)));
  }
  const std::size_t bytes = corners_.size() * sizeof(Corner);
  glBindBuffer(GL_ARRAY_BUFFER, corners_buffer_.name());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(bytes), corners_.data(), GL_DYNAMIC_DRAW);
  if (glyphs_->revision() == glyph_revision_) return bytes;
  glyph_revision_ = glyphs_->revision();
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_R8, glyphs_->width(), glyphs_->height(), 0, GL_RED, GL_UNSIGNED_BYTE,
               glyphs_->pixels().data());
  glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glBindTexture(GL_TEXTURE_2D, 0);
  return bytes + glyphs_->pixels().size();
}

void LabelLayer::draw(const Projection& to, const Style& style, std::initializer_list<LabelKind> kinds,
                      Colour32 faint) {
  draw(to, Inks{with_alpha(style.map, 225), style.text, faint}, kinds);
}

void LabelLayer::draw(const Projection& to, const Inks& inks, std::initializer_list<LabelKind> kinds) {
  firsts_.clear();
  counts_.clear();
  for (const Span& s : spans_) {
    if (std::find(kinds.begin(), kinds.end(), s.kind) == kinds.end()) continue;
    if (s.x1 < static_cast<float>(to.wanted.x0) || s.x0 > static_cast<float>(to.wanted.x1) ||
        s.y1 < static_cast<float>(to.wanted.y0) || s.y0 > static_cast<float>(to.wanted.y1)) {
      continue;
    }
    firsts_.push_back(s.first);
    counts_.push_back(s.count);
  }
  if (firsts_.empty()) return;
  glUseProgram(program_.name());
  gl::set(program_, "lower_px", static_cast<float>(to.wanted.x0), static_cast<float>(to.wanted.y0));
  gl::set(program_, "to_ndc", 2.0f / static_cast<float>(to.wanted.w()),
          2.0f / static_cast<float>(to.wanted.h()));
  gl::set(program_, "texel_size", 1.0f / static_cast<float>(glyphs_->width()),
          1.0f / static_cast<float>(glyphs_->height()));
  gl::set_colour(program_, "colours[0]", inks.halo);
  gl::set_colour(program_, "colours[1]", inks.name);
  gl::set_colour(program_, "colours[2]", inks.faint);
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_2D, texture_.name());
  glBindVertexArray(array_.name());
  glMultiDrawArrays(GL_TRIANGLES, firsts_.data(), counts_.data(), static_cast<GLsizei>(firsts_.size()));
  glBindVertexArray(0);
  glBindTexture(GL_TEXTURE_2D, 0);
}

}  // namespace anxin
