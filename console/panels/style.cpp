#include <imgui.h>

#include <cmath>

#include "console/panels/panels.hpp"

namespace anxin {
namespace {

void set(ImGuiCol slot, Colour32 colour) {
  ImGui::GetStyle().Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour);
}

void set_three(ImGuiCol rest, Colour32 a, Colour32 b, Colour32 c) {
  set(rest, a);
  set(rest + 1, b);  // ImGui orders them: rest, hovered, active
  set(rest + 2, c);
}

void set_colours(const Style& c) {
  const bool dark = c.theme == Theme::Dark;
  const Colour32 none = with_alpha(c.panel, 0), well = dark ? c.map : c.raised,
                 well_over = dark ? c.panel : c.hover;
  ImGui::StyleColorsDark();
  set(ImGuiCol_Text, c.text);
  set(ImGuiCol_TextDisabled, c.disabled);
  set(ImGuiCol_WindowBg, c.panel);
  set(ImGuiCol_ChildBg, c.panel);
  set(ImGuiCol_PopupBg, c.raised);
  set(ImGuiCol_Border, c.line2);
  set(ImGuiCol_BorderShadow, none);
  set_three(ImGuiCol_FrameBg, well, well_over, well_over);
  set_three(ImGuiCol_TitleBg, c.panel, c.panel, c.panel);
  set(ImGuiCol_MenuBarBg, c.panel);
  set(ImGuiCol_ScrollbarBg, none);
  set_three(ImGuiCol_ScrollbarGrab, c.line2, c.disabled, c.text3);
  set(ImGuiCol_CheckMark, c.text);
  set(ImGuiCol_SliderGrab, c.text);
  set(ImGuiCol_SliderGrabActive, c.text);
  set_three(ImGuiCol_Button, c.raised, c.hover, c.active);
  set_three(ImGuiCol_Header, c.hover, c.hover, c.active);
  set_three(ImGuiCol_Separator, c.line, c.line2, c.text3);
  set_three(ImGuiCol_ResizeGrip, none, c.line2, c.text3);
  set_three(ImGuiCol_Tab, c.panel, c.hover, c.raised);
  set(ImGuiCol_PlotLines, c.text2);
  set(ImGuiCol_PlotLinesHovered, c.text2);
  set(ImGuiCol_PlotHistogram, c.text2);
  set(ImGuiCol_PlotHistogramHovered, c.text2);
  set(ImGuiCol_TableHeaderBg, c.panel);
  set(ImGuiCol_TableBorderStrong, c.line);
  set(ImGuiCol_TableBorderLight, c.line);
  set(ImGuiCol_TableRowBg, none);
  set(ImGuiCol_TableRowBgAlt, none);
  set(ImGuiCol_TextSelectedBg, c.line2);
  set(ImGuiCol_DragDropTarget, c.text);
  set(ImGuiCol_NavHighlight, c.text);
  set(ImGuiCol_ModalWindowDimBg, with_alpha(c.map, 153));
}

}  // namespace

void apply_imgui_style(const Style& style, float ui_scale) {
  ImGuiStyle& s = ImGui::GetStyle();
  s = ImGuiStyle();  // sizes anew: ScaleAllSizes below must not add up
  s.WindowPadding = {16, 12};
  s.FramePadding = {10, 6};
  s.CellPadding = {8, 4};
  s.ItemSpacing = {8, 8};
  s.ItemInnerSpacing = {8, 4};
  s.IndentSpacing = 16;
  s.WindowRounding = 0;
  s.ChildRounding = 2;
  s.FrameRounding = 3;
  s.PopupRounding = 3;
  s.GrabRounding = 2;
  s.TabRounding = 0;
  s.ScrollbarRounding = 2;
  s.WindowBorderSize = 0;
  s.ChildBorderSize = 0;
  s.PopupBorderSize = 1;
  s.FrameBorderSize = 1;
  s.ScrollbarSize = 10;
  s.GrabMinSize = 10;
  s.TabBorderSize = 0;
  s.DisabledAlpha = 1.0F;  // a colour of its own, not a fade
  s.WindowTitleAlign = {0, 0.5F};
  s.ButtonTextAlign = {0.5F, 0.5F};
  s.SelectableTextAlign = {0, 0.5F};
  s.DisplaySafeAreaPadding = {0, 0};
  s.AntiAliasedLines = s.AntiAliasedFill = true;
  s.CircleTessellationMaxError = 0.2F;
  s.ScaleAllSizes(ui_scale);
  set_colours(style);
}

}  // namespace anxin
