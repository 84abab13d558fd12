#include "console/page/sheet.hpp"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <cmath>
#include <cstring>
#include <numbers>
#include <string>
#include <vector>

namespace anxin {
namespace {

constexpr double kPoints = 72 / 25.4;  // a millimetre
constexpr const char* kFamily = "Noto Sans CJK SC";

struct LayoutEnd {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Line = std::unique_ptr<PangoLayout, LayoutEnd>;

Line line_of(cairo_t* cairo, double size, std::string_view text, bool bold) {
  Line layout(pango_cairo_create_layout(cairo));
  PangoFontDescription* font = pango_font_description_new();
  pango_font_description_set_family(font, kFamily);
  pango_font_description_set_absolute_size(font, size * PANGO_SCALE);  // a unit of the surface is a point
  pango_font_description_set_weight(font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  return layout;
}

}  // namespace

PaperSheet::PaperSheet(PendingFile file, double w, double h, std::string_view title,
                       std::string_view written_at)
    : file_(std::move(file)),
      surface_(cairo_pdf_surface_create(file_.path().c_str(), w * kPoints, h * kPoints)),
      cairo_(cairo_create(surface_)) {
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
  cairo_pdf_surface_set_metadata(surface_, CAIRO_PDF_METADATA_CREATOR, "Anxin");
  for (const auto moment : {CAIRO_PDF_METADATA_CREATE_DATE, CAIRO_PDF_METADATA_MOD_DATE})
    cairo_pdf_surface_set_metadata(surface_, moment, std::string(written_at).c_str());
}

PaperSheet::~PaperSheet() {
  cairo_destroy(cairo_);
  cairo_surface_destroy(surface_);
}

void PaperSheet::set(Colour32 c) {
  const auto part = [&](int shift) { return static_cast<double>(c >> shift & 0xFF) / 255; };
  cairo_set_source_rgba(cairo_, part(0), part(8), part(16), part(24));
}

double PaperSheet::text(double x, double y, double size, std::string_view words, Colour32 colour, bool bold,
                        Edge edge, double width) {
  const Line line = line_of(cairo_, size, words, bold);
  if (width > 0) {
    pango_layout_set_width(line.get(), static_cast<int>(width * kPoints * PANGO_SCALE));
    pango_layout_set_wrap(line.get(), PANGO_WRAP_WORD_CHAR);
  }
  int w = 0, h = 0;
  pango_layout_get_size(line.get(), &w, &h);
  const double wide = static_cast<double>(w) / PANGO_SCALE;
  const double left = x * kPoints - (edge == Edge::Right ? wide : edge == Edge::Centre ? wide / 2 : 0);
  set(colour);
  cairo_move_to(cairo_, left, y * kPoints);
  pango_cairo_show_layout(cairo_, line.get());
  return static_cast<double>(h) / PANGO_SCALE / kPoints;
}

double PaperSheet::width(double size, std::string_view words, bool bold) {
  const Line line = line_of(cairo_, size, words, bold);
  int w = 0, h = 0;
  pango_layout_get_size(line.get(), &w, &h);
  return static_cast<double>(w) / PANGO_SCALE / kPoints;
}

void PaperSheet::fill(double x, double y, double w, double h, Colour32 c) {
  set(c);
  cairo_rectangle(cairo_, x * kPoints, y * kPoints, w * kPoints, h * kPoints);
  cairo_fill(cairo_);
}

void PaperSheet::line(double x0, double y0, double x1, double y1, Colour32 c, double thickness) {
  set(c);
  cairo_set_line_width(cairo_, thickness * kPoints);
  cairo_move_to(cairo_, x0 * kPoints, y0 * kPoints);
  cairo_line_to(cairo_, x1 * kPoints, y1 * kPoints);
  cairo_stroke(cairo_);
}

void PaperSheet::frame(double x, double y, double w, double h, Colour32 c, double thickness) {
  set(c);
  cairo_set_line_width(cairo_, thickness * kPoints);
  cairo_rectangle(cairo_, x * kPoints, y * kPoints, w * kPoints, h * kPoints);
  cairo_stroke(cairo_);
}

void PaperSheet::dot(double x, double y, double r, Colour32 inside, Colour32 edge) {
  cairo_new_path(cairo_);
  cairo_arc(cairo_, x * kPoints, y * kPoints, r * kPoints, 0, 2 * std::numbers::pi);
  set(inside);
  cairo_fill_preserve(cairo_);
  set(edge);
  cairo_set_line_width(cairo_, 0.5);
  cairo_stroke(cairo_);
}

void PaperSheet::ring(double x, double y, double r, Colour32 edge) {
  cairo_new_path(cairo_);
  cairo_arc(cairo_, x * kPoints, y * kPoints, r * kPoints, 0, 2 * std::numbers::pi);
  set(edge);
  cairo_set_line_width(cairo_, 0.8);
  cairo_stroke(cairo_);
  const double d = r * 0.7;
  line(x - d, y + d, x + d, y - d, edge, 0.25);
}

void PaperSheet::picture(double x, double y, double w, double h, int columns, int rows,
                         const std::uint8_t* rgba) {
  const int stride = cairo_format_stride_for_width(CAIRO_FORMAT_RGB24, columns);
  std::vector<unsigned char> pixels(static_cast<std::size_t>(stride) * static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    const std::uint8_t* from = rgba + static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) * 4;
    auto* to = pixels.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(stride);
    for (int i = 0; i < columns; ++i, from += 4, to += 4) {  // one 32-bit word: x r g b
      const std::uint32_t word = std::uint32_t{from[0]} << 16 | std::uint32_t{from[1]} << 8 | from[2];
      std::memcpy(to, &word, 4);
    }
  }
  cairo_surface_t* image =
      cairo_image_surface_create_for_data(pixels.data(), CAIRO_FORMAT_RGB24, columns, rows, stride);
  cairo_save(cairo_);
  cairo_translate(cairo_, x * kPoints, y * kPoints);
  cairo_scale(cairo_, w * kPoints / columns, h * kPoints / rows);
  cairo_set_source_surface(cairo_, image, 0, 0);
  cairo_paint(cairo_);
  cairo_restore(cairo_);
  cairo_surface_flush(surface_);
  cairo_surface_destroy(image);
}

Status PaperSheet::publish() {
  cairo_show_page(cairo_);
  cairo_surface_finish(surface_);
  const cairo_status_t drawn = cairo_status(cairo_), kept = cairo_surface_status(surface_);
  if (const cairo_status_t fault = drawn != CAIRO_STATUS_SUCCESS ? drawn : kept;
      fault != CAIRO_STATUS_SUCCESS) {
    const std::string name = file_.target().filename().string(), why = cairo_status_to_string(fault);
    return fail(ErrorCode::BadInput, "无法写出文件“" + name + "”：" + why + "。",
                "The file \"" + name + "\" cannot be written: " + why + ".");
  }
  return file_.publish();
}

}  // namespace anxin
