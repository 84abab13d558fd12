#include "console/render/symbol_layer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace anxin {
namespace {

constexpr double kPerCell = 24;
constexpr std::size_t kFew = 64;     // up to so many changed rows are redrawn one by one
constexpr int kPilePx = 2;           // milder symbols of one such square are drawn once
constexpr float kLowOpacityMiddle = 0.85f;

bool same(const Symbol& a, const Symbol& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

}  // namespace

static_assert(sizeof(Symbol) == 12, "a symbol is 12 bytes, as the buffer's layout says");

float symbol_reach(ScaleBand band, float ui) {
  const float rings = band == ScaleBand::City ? 1.0f : 6.8f;
  return (symbol_radius(band, Grade::D) + rings) * ui + 2;
}

void SymbolGrid::build(const std::vector<Symbol>& symbols) {
  first_.clear();
  rows_.clear();
  columns_ = lines_ = 0;
  if (symbols.empty()) return;
  float x1 = symbols[0].at.x, y1 = symbols[0].at.y;
  x_ = x1, y_ = y1;
  for (const Symbol& s : symbols) {
    x_ = std::min(x_, s.at.x), y_ = std::min(y_, s.at.y);
    x1 = std::max(x1, s.at.x), y1 = std::max(y1, s.at.y);
  }
  const double area = std::max(1.0, static_cast<double>(x1 - x_) * (y1 - y_));
  cell_ = static_cast<float>(std::max({std::sqrt(area * kPerCell / static_cast<double>(symbols.size())), (x1 - x_) / 1024.0,
                                       (y1 - y_) / 1024.0, 1.0}));
  columns_ = static_cast<int>((x1 - x_) / cell_) + 1;
  lines_ = static_cast<int>((y1 - y_) / cell_) + 1;
  const auto cell_of = [&](const Symbol& s) {
    const int c = std::min(columns_ - 1, static_cast<int>((s.at.x - x_) / cell_));
    const int l = std::min(lines_ - 1, static_cast<int>((s.at.y - y_) / cell_));
    return static_cast<std::size_t>(l) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
  };
  first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(lines_) + 1, 0);
  for (const Symbol& s : symbols) ++first_[cell_of(s) + 1];
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  rows_.resize(symbols.size());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  for (std::size_t i = 0; i < symbols.size(); ++i) rows_[next[cell_of(symbols[i])]++] = static_cast<std::uint32_t>(i);
}

void SymbolGrid::near(float x0, float y0, float x1, float y1, std::vector<std::uint32_t>& out) const {
  if (columns_ == 0) return;
  const auto clamped = [](float v, int n) { return std::clamp(static_cast<int>(std::floor(std::clamp(v, -1e6f, 1e6f))), 0, n - 1); };
  if (x1 < x_ || y1 < y_ || x0 > x_ + cell_ * static_cast<float>(columns_) || y0 > y_ + cell_ * static_cast<float>(lines_)) return;
  const int c0 = clamped((x0 - x_) / cell_, columns_), c1 = clamped((x1 - x_) / cell_, columns_);
  const int l0 = clamped((y0 - y_) / cell_, lines_), l1 = clamped((y1 - y_) / cell_, lines_);
  for (int l = l0; l <= l1; ++l) {
    const std::size_t row = static_cast<std::size_t>(l) * static_cast<std::size_t>(columns_);
    out.insert(out.end(), rows_.begin() + first_[row + static_cast<std::size_t>(c0)],
               rows_.begin() + first_[row + static_cast<std::size_t>(c1) + 1]);
  }
}

void SymbolChoice::choose(const std::vector<Symbol>& symbols, const SymbolGrid& grid, const Projection& to, ScaleBand band,
                          float ui, std::vector<std::uint32_t>& out) {
  out.clear();
  near_.clear();
  for (auto& rank : by_rank_) rank.clear();
  const float reach = symbol_reach(band, ui) + kPilePx;
  const auto m = static_cast<float>(to.metres_per_px);
  const float x0 = (static_cast<float>(to.wanted.x0) - reach) * m, x1 = (static_cast<float>(to.wanted.x1) + reach) * m;
  const float y0 = (static_cast<float>(to.wanted.y0) - reach) * m, y1 = (static_cast<float>(to.wanted.y1) + reach) * m;
  grid.near(x0, y0, x1, y1, near_);
  for (const std::uint32_t i : near_) {
    const Symbol& s = symbols[i];
    if (s.shown == 0 || s.at.x < x0 || s.at.x > x1 || s.at.y < y0 || s.at.y > y1) continue;
    by_rank_[s.dimmed != 0 ? 0 : draw_rank(s.grade)].push_back(i);
  }
  // Cells count from the map's own origin, so that neighbouring rectangles choose alike.
  const auto cell_at = [&](float metres, float inverse) { return static_cast<int>(std::floor(metres * inverse)); };
  const float inverse = 1.0f / (m * kPilePx);
  const int cx0 = cell_at(x0, inverse), cy0 = cell_at(y0, inverse);
  const int columns = cell_at(x1, inverse) - cx0 + 1, lines = cell_at(y1, inverse) - cy0 + 1;
  const bool thin_out = band != ScaleBand::Near;
  if (thin_out) taken_.assign(static_cast<std::size_t>(columns) * static_cast<std::size_t>(lines), 0);
  for (int rank = 4; rank >= 0; --rank) {
    auto& rows = by_rank_[rank];
    std::sort(rows.begin(), rows.end());
    if (!thin_out) continue;
    std::erase_if(rows, [&](std::uint32_t i) {
      const Symbol& s = symbols[i];
      std::uint8_t& cell = taken_[static_cast<std::size_t>(cell_at(s.at.y, inverse) - cy0) * static_cast<std::size_t>(columns) +
                                  static_cast<std::size_t>(cell_at(s.at.x, inverse) - cx0)];
      const bool hidden = cell != 0 && rank < 3;
      cell = 1;
      return hidden;
    });
  }
  for (const auto& rows : by_rank_) out.insert(out.end(), rows.begin(), rows.end());
}

Status SymbolLayer::create() {
  auto program = gl::make_program("symbol");
  if (!program) return std::unexpected(program.error());
  program_ = std::move(*program);
  rows_ = gl::make_buffer();
  order_ = gl::make_buffer();
  array_ = gl::make_vertex_array();
  glBindVertexArray(array_.name());
  glBindBuffer(GL_ARRAY_BUFFER, rows_.name());
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(Symbol), nullptr);
  glVertexAttribIPointer(1, 4, GL_UNSIGNED_BYTE, sizeof(Symbol), reinterpret_cast<const void*>(sizeof(SceneXY)));
  glEnableVertexAttribArray(0);
  glEnableVertexAttribArray(1);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, order_.name());
  glBindVertexArray(0);
  return {};
}

SymbolLayer::Change SymbolLayer::update(const Scene& scene) {
  Change change;
  if (scene.symbol_revision == revision_) return change;
  revision_ = scene.symbol_revision;
  glBindBuffer(GL_ARRAY_BUFFER, rows_.name());
  bool moved = held_.size() != scene.symbols.size();
  if (!moved) {
    for (std::size_t i = 0; i < held_.size(); ++i) {
      if (same(held_[i], scene.symbols[i])) continue;
      if (change.rows.size() <= kFew) {
        change.rows.push_back(static_cast<std::uint32_t>(i));
        change.before.push_back(held_[i]);
      }
      moved |= held_[i].at.x != scene.symbols[i].at.x || held_[i].at.y != scene.symbols[i].at.y;
    }
    change.many = change.rows.size() > kFew;
  } else {
    change.many = true;
  }
  if (change.many) {
    change.rows.clear();
    change.before.clear();
    change.bytes = scene.symbols.size() * sizeof(Symbol);
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(change.bytes), scene.symbols.data(), GL_DYNAMIC_DRAW);
    held_ = scene.symbols;
  }
  for (const std::uint32_t row : change.rows) {
    glBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(row * sizeof(Symbol)), sizeof(Symbol), &scene.symbols[row]);
    held_[row] = scene.symbols[row];
    change.bytes += sizeof(Symbol);
  }
  if (moved) grid_.build(held_);
  return change;
}

std::size_t SymbolLayer::draw(const Projection& to, ScaleBand band, const Style& style, float ui) {
  choice_.choose(held_, grid_, to, band, ui, chosen_);
  if (chosen_.empty()) return 0;
  glUseProgram(program_.name());
  gl::set(program_, "lower_m", to.lower_x_m(), to.lower_y_m());
  gl::set(program_, "to_ndc", to.to_ndc_x(), to.to_ndc_y());
  gl::set(program_, "ui", ui);
  for (int g = 0; g < kGrades; ++g) {
    const auto grade = static_cast<Grade>(g);
    const float opacity = band == ScaleBand::Middle && grade == Grade::A ? kLowOpacityMiddle : 1.0f;
    gl::set(program_, fmt::format("radius[{}]", g).c_str(), symbol_radius(band, grade) * ui);
    gl::set(program_, fmt::format("rings[{}]", g).c_str(), credit_rings_shown(band, grade) ? 1.0f : 0.0f);
    gl::set(program_, fmt::format("opacity[{}]", g).c_str(), opacity);
    gl::set_colour(program_, fmt::format("fill[{}]", g).c_str(), style.risk[static_cast<std::size_t>(g)]);
  }
  gl::set_colour(program_, "dim_land", style.land);
  gl::set_colour(program_, "keyline", style.keyline);
  gl::set_colour(program_, "hollow", style.map);
  gl::set_colour(program_, "ring_colour", style.text);
  glBindVertexArray(array_.name());
  glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(chosen_.size() * sizeof(std::uint32_t)), chosen_.data(),
               GL_STREAM_DRAW);
  glDrawElements(GL_POINTS, static_cast<GLsizei>(chosen_.size()), GL_UNSIGNED_INT, nullptr);
  glBindVertexArray(0);
  return chosen_.size();
}

}  // namespace anxin
