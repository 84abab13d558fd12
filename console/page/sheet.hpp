// A sheet of paper in millimetres, drawn with Cairo and Pango into a PDF. For this folder only.
#pragma once
#include <cairo.h>

#include <memory>
#include <string_view>

#include "console/scene/style.hpp"
#include "geo/io/pending_file.hpp"

namespace anxin {

enum class Edge : std::uint8_t { Left, Centre, Right };

class PaperSheet {
 public:
  // Landscape, w x h millimetres; the PDF states title and moment.
  PaperSheet(PendingFile file, double w, double h, std::string_view title, std::string_view written_at);
  ~PaperSheet();
  PaperSheet(const PaperSheet&) = delete;
  PaperSheet& operator=(const PaperSheet&) = delete;

  // Text with the top of its line at y, `size` in points; wrapped at `width` millimetres when one is given.
  // Gives the height used.
  double text(double x, double y, double size, std::string_view, Colour32, bool bold = false,
              Edge = Edge::Left, double width = 0);
  [[nodiscard]] double width(double size, std::string_view, bool bold = false);
  void fill(double x, double y, double w, double h, Colour32);
  void line(double x0, double y0, double x1, double y1, Colour32, double thickness = 0.2);
  void frame(double x, double y, double w, double h, Colour32, double thickness = 0.2);
  void dot(double x, double y, double r, Colour32 inside, Colour32 line);
  void ring(double x, double y, double r, Colour32 line);  // hollow, with a slash
  // Bytes r, g, b, a, opaque.
  void picture(double x, double y, double w, double h, int columns, int rows, const std::uint8_t* rgba);

  Status publish();

 private:
  void set(Colour32);
  PendingFile file_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
};

}  // namespace anxin
