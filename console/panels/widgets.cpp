#include "console/panels/widgets.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "console/panels/keys.hpp"
#include "console/panels/text_audit.hpp"

namespace anxin {
namespace {

constexpr float kLineBox = 1.448F;  // ascent + descent of the font, in em (UX 2)
constexpr std::string_view kEllipsis = "…";

struct Face {
  ImFont* font;
  float em;
};

Face face_of(const PanelContext& ctx, Type type) {
  const Fonts& f = ctx.fonts;
  const std::array fonts{f.key11,      f.note12,       f.meta13,       f.body14,        f.body14_bold,
                         f.tab15_bold, f.brand16_bold, f.title20_bold, f.figure22_bold, f.hero32_bold};
  const auto role = static_cast<std::size_t>(type);
  return {fonts[role], (ctx.view.wall ? kWallEms : kDeskEms)[role]};
}

// The baked size when the font was made for this scale, so that glyphs are drawn pixel for pixel.
float size_of(const Face& face, float s) {
  const float wanted = face.em * kLineBox * s;
  return std::abs(wanted - face.font->FontSize) < 1 ? face.font->FontSize : wanted;
}

float measure(const Face& face, float size, std::string_view text) {
  return face.font->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

const char* next_character(const char* p, const char* end) {
  ++p;
  while (p < end && (static_cast<unsigned char>(*p) & 0xC0U) == 0x80U) ++p;
  return p;
}

// Where the line that starts at `p` ends: after a space or any CJK character, never before closing
// punctuation.
const char* line_end(const Face& face, float size, float width, const char* p, const char* end) {
  const char* best = nullptr;
  float x = 0;
  for (const char* q = p; q < end;) {
    const char* next = next_character(q, end);
    if (*q == '\n') return q;
    x += measure(face, size, {q, static_cast<std::size_t>(next - q)});
    if (x > width && q > p) return best != nullptr ? best : q;
    const bool wide = static_cast<unsigned char>(*q) >= 0xE0U;
    const std::string_view after(next, static_cast<std::size_t>(end - next));
    bool closing = false;
    for (const std::string_view mark : {"，", "。", "、", "；", "：", "）", "》", "”", "%"})
      closing |= after.starts_with(mark);
    if ((*q == ' ' || wide) && !closing) best = next;
    q = next;
  }
  return end;
}

}  // namespace

Kit::Kit(PanelContext& context)
    : ctx(context),
      c(context.style),
      s(context.view.ui_scale),
      lang(lang_of(context.view.language)),
      // Not GetWindowDrawList: outside a window that would bring up ImGui's own debug window.
      draw(ImGui::GetCurrentContext()->CurrentWindow->DrawList) {}

float Kit::put(ImFont* font, float size, float x, float y, Colour32 colour, std::string_view text,
               bool shortened) const {
  const ImVec2 at(std::round(x), std::round(y - size / 2));
  draw->AddText(font, size, at, colour, text.data(), text.data() + text.size());
  if (TextAudit* audit = ctx.state.audit) {
    const float w = font->CalcTextSizeA(size, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
    const ImVec2 lower = draw->GetClipRectMin(), upper = draw->GetClipRectMax();
    const float ink = size * 0.2F;  // the line box is taller than the ink
    const ImGuiWindow* window = ImGui::GetCurrentWindowRead();
    const bool scrolls = (window->Flags & ImGuiWindowFlags_NoScrollbar) == 0;
    audit->entries.push_back({std::string(text), window->Name, at.x, at.y + ink, at.x + w, at.y + size - ink,
                              lower.x, lower.y, upper.x, upper.y, scrolls, shortened});
    for (const char *p = text.data(), *end = p + text.size(); p < end;) {
      unsigned int code = 0;
      p += ImTextCharFromUtf8(&code, p, end);
      if (font->FindGlyphNoFallback(static_cast<ImWchar>(code)) == nullptr) {
        audit->missing.emplace_back(text);
        break;
      }
    }
  }
  return 0;
}

float Kit::width(Type type, std::string_view text) const {
  const Face face = face_of(ctx, type);
  return measure(face, size_of(face, s), text);
}

float Kit::line_height(Type type) const { return size_of(face_of(ctx, type), s); }

float Kit::text(Type type, float x, float y, Colour32 colour, std::string_view text, Align align) const {
  if (text.empty()) return 0;
  const Face face = face_of(ctx, type);
  const float size = size_of(face, s);
  const float w = measure(face, size, text);
  const float left = align == Align::Left ? x : align == Align::Right ? x - w : x - w / 2;
  put(face.font, size, left, y, colour, text, false);
  return w;
}

float Kit::text_in(Type type, float x, float y, float width, Colour32 colour, std::string_view full,
                   Align align) const {
  const Face face = face_of(ctx, type);
  const float size = size_of(face, s);
  if (measure(face, size, full) <= width) return text(type, x, y, colour, full, align);
  const float room = width - measure(face, size, kEllipsis);
  const char *end = full.data() + full.size(), *cut = full.data();
  for (float used = 0; cut < end;) {
    const char* next = next_character(cut, end);
    used += measure(face, size, {cut, static_cast<std::size_t>(next - cut)});
    if (used > room) break;
    cut = next;
  }
  const Brief brief("{}{}", full.substr(0, static_cast<std::size_t>(cut - full.data())), kEllipsis);
  const float w = measure(face, size, brief);
  put(face.font, size,
      align == Align::Left    ? x
      : align == Align::Right ? x - w
                              : x - w / 2,
      y, colour, brief, true);
  return w;
}

float Kit::wrapped(Type type, float x, float y, float width, Colour32 colour, std::string_view text) const {
  const Face face = face_of(ctx, type);
  const float size = size_of(face, s);
  const char *p = text.data(), *end = p + text.size();
  float used = 0;
  while (p < end) {
    const char* stop = line_end(face, size, width, p, end);
    put(face.font, size, x, y + used, colour, {p, static_cast<std::size_t>(stop - p)}, false);
    used += size;
    p = stop;
    while (p < end && (*p == ' ' || *p == '\n')) ++p;
  }
  return used;
}

float Kit::wrapped_height(Type type, float width, std::string_view text) const {
  const Face face = face_of(ctx, type);
  const float size = size_of(face, s);
  const char *p = text.data(), *end = p + text.size();
  float used = 0;
  while (p < end) {
    p = line_end(face, size, width, p, end);
    used += size;
    while (p < end && (*p == ' ' || *p == '\n')) ++p;
  }
  return used;
}

void Kit::fill(const Box& b, Colour32 colour, float rounding) const {
  draw->AddRectFilled({b.x0, b.y0}, {b.x1, b.y1}, colour, rounding * s);
}

void Kit::frame(const Box& b, Colour32 colour, float thickness, float rounding) const {
  draw->AddRect({b.x0, b.y0}, {b.x1, b.y1}, colour, rounding * s, 0, thickness * s);
}

void Kit::rule(float x0, float x1, float y, Colour32 colour) const {
  const float top = std::round(y);
  draw->AddRectFilled({x0, top}, {x1, top + std::max(1.0F, std::round(s))}, colour);
}

void Kit::hatch(const Box& b, Colour32 colour, float step, float thickness) const {
  draw->PushClipRect({b.x0, b.y0}, {b.x1, b.y1}, true);
  for (float x = b.x0 - b.h(); x < b.x1; x += step * s) {
    draw->AddLine({x, b.y1}, {x + b.h(), b.y0}, colour, thickness * s);
  }
  draw->PopClipRect();
}

void Kit::triangle_down(float x, float y, Colour32 colour) const {
  draw->AddTriangleFilled({x - px(4), y - px(2)}, {x + px(4), y - px(2)}, {x, y + px(3)}, colour);
}

Hit Kit::hit(std::string_view id, const Box& b) const {
  ImGui::SetCursorScreenPos({b.x0, b.y0});
  ImGui::PushID(id.data(), id.data() + id.size());
  Hit h;
  h.clicked = ImGui::InvisibleButton("##hit", {std::max(1.0F, b.w()), std::max(1.0F, b.h())});
  h.hovered = ImGui::IsItemHovered();
  h.held = ImGui::IsItemActive();
  ImGui::PopID();
  return h;
}

void section_head(const Kit& k, float x0, float x1, float y, std::string_view key, std::string_view fact,
                  std::string_view caption) {
  const float w = k.text(Type::BodyBold, x0, y, k.c.text, k.tr(key));
  float fact_left = x1;
  if (!fact.empty()) fact_left -= k.text(Type::Note, x1, y, k.c.text3, fact, Align::Right);
  if (caption.empty() && k.lang == Lang::Zh) caption = tr(Lang::En, key);
  const float room = fact_left - k.px(8) - (x0 + w + k.px(8));
  if (!caption.empty() && k.width(Type::Note, caption) <= room) {
    k.text(Type::Note, x0 + w + k.px(8), y, k.c.text3, caption);
  }
}

void begin_region(const Kit& k, const char* id, const Box& b, bool scrolls) {
  ImGui::SetNextWindowPos({b.x0, b.y0});
  ImGui::SetNextWindowSize({b.w(), b.h()});
  ImGuiWindowFlags flags = ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoCollapse |
                           ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoSavedSettings |
                           ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBringToFrontOnFocus;
  if (!scrolls) flags |= ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, k.c.panel);
  ImGui::Begin(id, nullptr, flags);
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
}

void begin_plate(const Kit& k, const char* id, const Box& b) {
  ImGui::SetNextWindowPos({b.x0, b.y0});
  ImGui::SetNextWindowSize({b.w(), b.h()});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, std::max(1.0F, std::round(k.s)));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, k.px(3));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
  ImGui::PushStyleColor(ImGuiCol_WindowBg, k.c.panel);
  ImGui::PushStyleColor(ImGuiCol_Border, k.c.line);
  // A plate that appears while the map is dragged (the inset does) must not end the drag by taking the focus.
  ImGui::Begin(id, nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar(4);
}

float chip_width(const Kit& k, std::string_view text, Type type) {
  return std::round(k.width(type, text) + k.px(16));
}

float chip(const Kit& k, float x, float y, std::string_view text, ChipLook look, Colour32 fill,
           Colour32 ink) {
  const Type type = look == ChipLook::Plain ? Type::Meta : Type::BodyBold;
  const float w = chip_width(k, text, type);
  const Box b{x, y - k.px(12), x + w, y + k.px(12)};
  if (look == ChipLook::Plain) k.fill(b, k.c.raised, 2);
  if (look == ChipLook::Filled) k.fill(b, fill, 2);
  if (look == ChipLook::Outline) k.frame(b, k.c.text, 1.2F, 3);
  if (look == ChipLook::Dashed) {
    const float step = k.px(5), dash = k.px(3);
    for (float at = b.x0; at < b.x1; at += step) {
      const float to = std::min(at + dash, b.x1);
      k.fill({at, b.y0, to, b.y0 + k.px(1)}, k.c.text);
      k.fill({at, b.y1 - k.px(1), to, b.y1}, k.c.text);
    }
    for (float at = b.y0; at < b.y1; at += step) {
      const float to = std::min(at + dash, b.y1);
      k.fill({b.x0, at, b.x0 + k.px(1), to}, k.c.text);
      k.fill({b.x1 - k.px(1), at, b.x1, to}, k.c.text);
    }
  }
  const Colour32 colour = look == ChipLook::Plain ? k.c.text2 : look == ChipLook::Filled ? ink : k.c.text;
  k.text(type, b.cx(), y, colour, text, Align::Centre);
  return w;
}

Hit toggle_chip(const Kit& k, std::string_view id, float x, float y, float w, std::string_view text,
                bool on) {
  const Box b{x, y - k.px(11), x + w, y + k.px(11)};
  const Hit h = k.hit(id, b);
  if (on) k.fill(b, k.c.raised, 3);
  if (h.hovered) k.fill(b, k.c.hover, 3);
  k.frame(b, on || h.hovered ? k.c.line2 : k.c.line, 1, 3);
  const Colour32 ink = on ? k.c.text : k.c.text3;
  k.text_in(Type::Meta, b.cx(), y, w - k.px(6), ink, text, Align::Centre);  // a name of any length
  return h;
}

Hit button(const Kit& k, std::string_view id, const Box& b, std::string_view text, bool primary) {
  const Hit h = k.hit(id, b);
  const Colour32 rest = primary ? k.c.primary : k.c.raised, over = primary ? k.c.primary_hover : k.c.hover;
  k.fill(b, h.held && !primary ? k.c.active : h.hovered ? over : rest, 3);
  if (!primary) k.frame(b, k.c.line2, 1, 3);
  k.text(Type::BodyBold, b.cx(), b.cy(), primary ? k.c.primary_text : k.c.text, text, Align::Centre);
  return h;
}

float key_cap(const Kit& k, float x, float y, std::string_view text) {
  const float w = std::max(k.px(18), std::round(k.width(Type::Key, text) + k.px(10)));
  k.frame({x, y - k.px(9), x + w, y + k.px(9)}, k.c.line2, 1, 3);
  k.text(Type::Key, x + w / 2, y, k.c.text2, text, Align::Centre);
  return w;
}

float close_width(const Kit& k) { return k.px(22) + k.width(Type::Note, cap_of(Verb::Escape)); }

Hit close_mark(const Kit& k, std::string_view id, float x1, float y) {
  const Box b{x1 - close_width(k), y - k.px(12), x1, y + k.px(12)};
  const Hit h = k.hit(id, b);
  const Colour32 ink = h.hovered ? k.c.text : k.c.text3;
  const float x = b.x0 + k.px(8), d = k.px(4);
  k.draw->AddLine({x - d, y - d}, {x + d, y + d}, ink, k.px(1.2F));
  k.draw->AddLine({x - d, y + d}, {x + d, y - d}, ink, k.px(1.2F));
  k.text(Type::Note, x1, y, ink, cap_of(Verb::Escape), Align::Right);
  return h;
}

std::string_view grade_key(Grade g) {
  constexpr std::array<std::string_view, kGrades> keys{"grade.a", "grade.b", "grade.c", "grade.d",
                                                       "grade.unknown"};
  return keys[static_cast<std::size_t>(g)];
}

std::string_view grade_letter(Grade g) {
  constexpr std::array<std::string_view, kGrades> letters{"A", "B", "C", "D", "—"};
  return letters[static_cast<std::size_t>(g)];
}

std::string_view grade_word(const Kit& k, Grade g) { return k.tr(grade_key(g)); }

std::string credit_text(const Kit& k, Credit credit) {
  if (credit == Credit::Unknown) return std::string(k.tr("credit_chip.unknown"));
  return tr_with(k.lang, "credit_chip", code(credit));
}

}  // namespace anxin
