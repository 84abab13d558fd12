#include "console/window/fonts.hpp"

#include <fontconfig/fontconfig.h>

#include <memory>

namespace anxin {
namespace {

constexpr const char* kFamily = "Noto Sans CJK SC";

struct Destroy {
  void operator()(FcPattern* p) const { FcPatternDestroy(p); }
  void operator()(FcFontSet* s) const { FcFontSetDestroy(s); }
  void operator()(FcObjectSet* s) const { FcObjectSetDestroy(s); }
};

std::unexpected<Error> missing() {
  return fail(ErrorCode::NotFound, "没有找到字体 Noto Sans CJK SC。请安装 fonts-noto-cjk。",
              "The font Noto Sans CJK SC was not found. Please install fonts-noto-cjk.");
}

// The file and the position within the collection of one weight; fontconfig keeps the position in the low 16
// bits.
bool find(int weight, std::filesystem::path& file, int& face) {
  const std::unique_ptr<FcPattern, Destroy> wanted(
      FcPatternBuild(nullptr, FC_FAMILY, FcTypeString, kFamily, FC_WEIGHT, FcTypeInteger, weight, nullptr));
  const std::unique_ptr<FcObjectSet, Destroy> fields(FcObjectSetBuild(FC_FILE, FC_INDEX, nullptr));
  if (!wanted || !fields) return false;
  const std::unique_ptr<FcFontSet, Destroy> found(FcFontList(nullptr, wanted.get(), fields.get()));
  if (!found || found->nfont == 0) return false;
  FcChar8* name = nullptr;
  int index = 0;
  if (FcPatternGetString(found->fonts[0], FC_FILE, 0, &name) != FcResultMatch) return false;
  if (FcPatternGetInteger(found->fonts[0], FC_INDEX, 0, &index) != FcResultMatch) return false;
  file = reinterpret_cast<const char*>(name);
  face = index & 0xFFFF;
  return true;
}

}  // namespace

Result<MapFonts> find_fonts() {
  if (FcInit() == FcFalse) return missing();
  MapFonts fonts;
  int bold_face = 0;
  if (!find(FC_WEIGHT_REGULAR, fonts.regular, fonts.face) || !find(FC_WEIGHT_BOLD, fonts.bold, bold_face))
    return missing();
  if (bold_face != fonts.face) return missing();
  return fonts;
}

}  // namespace anxin
