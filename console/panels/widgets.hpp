// The hand-drawn parts that panels are made of: text in the roles of UX 2, section heads, buttons, chips, key
// caps, bars, hatches, the project symbol, the coverage ring. Every length given to them is in pixels of UX
// (ui_scale 1) unless it is a position. UI thread, inside an ImGui window.
#pragma once
#include <fmt/format.h>
#include <imgui.h>

#include <array>
#include <string_view>

#include "console/panels/lang.hpp"
#include "console/panels/panels.hpp"

namespace anxin {

enum class Type : std::uint8_t { Key, Note, Meta, Body, BodyBold, Tab, Brand, Title, Figure, Hero };
enum class Align : std::uint8_t { Left, Centre, Right };

// A rectangle on the screen, in pixels of the window.
struct Box {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  [[nodiscard]] float w() const { return x1 - x0; }
  [[nodiscard]] float h() const { return y1 - y0; }
  [[nodiscard]] float cx() const { return (x0 + x1) / 2; }
  [[nodiscard]] float cy() const { return (y0 + y1) / 2; }
  [[nodiscard]] bool has(ImVec2 p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  [[nodiscard]] bool meets(const Box& b) const { return x0 < b.x1 && b.x0 < x1 && y0 < b.y1 && b.y0 < y1; }
  [[nodiscard]] Box grown(float d) const { return {x0 - d, y0 - d, x1 + d, y1 + d}; }
};
[[nodiscard]] inline Box box_at(float x, float y, float w, float h) { return {x, y, x + w, y + h}; }

// A short formatted text without the heap.
class Brief {
 public:
  template <class... Args>
  explicit Brief(fmt::format_string<Args...> format, Args&&... args) {
    size_ = std::min(sizeof text_,
                     fmt::format_to_n(text_, sizeof text_, format, std::forward<Args>(args)...).size);
  }
  operator std::string_view() const { return {text_, size_}; }

 private:
  char text_[120];
  std::size_t size_ = 0;
};

struct Hit {
  bool clicked = false, hovered = false, held = false;
};

// What a panel draws with: the present window's draw list and the frame's style, fonts, scale and language.
class Kit {
 public:
  explicit Kit(PanelContext& context);

  PanelContext& ctx;
  const Style& c;
  const float s;  // ui_scale
  const Lang lang;
  ImDrawList* draw;  // of the window open when the Kit was made

  [[nodiscard]] float px(float length) const { return length * s; }
  [[nodiscard]] std::string_view tr(std::string_view key) const { return anxin::tr(lang, key); }

  // Text, centred vertically on `y` (the optical centre of CJK). Returns its width. `text` must fit;
  // `text_in` shortens with …
  float text(Type, float x, float y, Colour32, std::string_view, Align = Align::Left) const;
  float text_in(Type, float x, float y, float width, Colour32, std::string_view, Align = Align::Left) const;
  // Wrapped at `width`, first line's centre on `y`; returns the height used.
  float wrapped(Type, float x, float y, float width, Colour32, std::string_view) const;
  [[nodiscard]] float width(Type, std::string_view) const;
  [[nodiscard]] float wrapped_height(Type, float width, std::string_view) const;
  [[nodiscard]] float line_height(Type) const;

  void fill(const Box&, Colour32, float rounding = 0) const;
  void frame(const Box&, Colour32, float thickness = 1, float rounding = 0) const;
  void rule(float x0, float x1, float y, Colour32) const;  // 1 px, horizontal
  void hatch(const Box&, Colour32, float step = 5, float thickness = 1.4F) const;
  void triangle_down(float x, float y, Colour32) const;

  // An invisible button.
  [[nodiscard]] Hit hit(std::string_view id, const Box&) const;

 private:
  float put(ImFont*, float size, float x, float y, Colour32, std::string_view, bool shortened) const;
};

// Section head: the name in bold, its English beside it (Chinese screen only), a fact at the right. y is the
// centre.
void section_head(const Kit&, float x0, float x1, float y, std::string_view key, std::string_view fact = {},
                  std::string_view caption = {});
// A plate that is its own window over the map. Ends with ImGui::End().
void begin_plate(const Kit&, const char* id, const Box&);
void begin_region(const Kit&, const char* id, const Box&, bool scrolls);

enum class ChipLook : std::uint8_t { Plain, Outline, Dashed, Filled };
// A word in a box 24 high; returns its width in screen pixels.
float chip(const Kit&, float x, float y, std::string_view, ChipLook, Colour32 fill = 0, Colour32 ink = 0);
[[nodiscard]] float chip_width(const Kit&, std::string_view, Type = Type::Meta);
// A chip that can be switched; height 22.
[[nodiscard]] Hit toggle_chip(const Kit&, std::string_view id, float x, float y, float w, std::string_view,
                              bool on);
[[nodiscard]] Hit button(const Kit&, std::string_view id, const Box&, std::string_view, bool primary = false);
// A key cap of the shortcut table; returns its width.
float key_cap(const Kit&, float x, float y, std::string_view);

// × Esc, its right end at x1: closes what it stands on.
[[nodiscard]] Hit close_mark(const Kit&, std::string_view id, float x1, float y);
[[nodiscard]] float close_width(const Kit&);

// A bar 8 high with the limit as a tick; shares of the whole width. tick < 0: none.
void bar(const Kit&, const Box&, float share, float tick, Colour32);
// A project's symbol as on the map, with its credit ring.
void project_symbol(const Kit&, float x, float y, float radius, Grade, Credit = Credit::A);
// Coverage ring of the seven (UX 4.3): outer radius r1, inner r0.
void coverage_ring(const Kit&, float x, float y, float r0, float r1,
                   const std::array<SafeguardState, kRingSafeguards>&);
// The square mark of a safeguard state in a list.
void state_mark(const Kit&, float x, float y, SafeguardState);
void arrow_right(const Kit&, float x0, float x1, float y, Colour32);
void progress_bar(const Kit&, const Box&, double share);

[[nodiscard]] std::string_view grade_key(Grade);     // "grade.d"
[[nodiscard]] std::string_view grade_letter(Grade);  // "D"; "—" for unknown
[[nodiscard]] std::string_view grade_word(const Kit&, Grade);
[[nodiscard]] std::string credit_text(const Kit&, Credit);  // 信用 C, 信用未知

}  // namespace anxin
