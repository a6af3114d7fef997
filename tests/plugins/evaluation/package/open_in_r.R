# Opens the files of a package as an evaluator does, and writes what it sees as plain csv.
arguments <- commandArgs(trailingOnly = TRUE)
package <- arguments[1]
out <- arguments[2]
library(haven)
library(foreign)

cell <- function(x) {
  if (inherits(x, "Date")) return(ifelse(is.na(x), "", format(x)))
  if (is.character(x)) return(ifelse(is.na(x), "", x))
  tag <- if (inherits(x, "haven_labelled_spss")) NA else na_tag(x)
  plain <- as.double(unclass(x))
  ifelse(is.na(plain), ifelse(is.na(tag), "", paste0(".", tag)), sprintf("%.17g", plain))
}

save <- function(data, folder, file) {
  dir.create(file.path(out, folder), showWarnings = FALSE, recursive = TRUE)
  plain <- lapply(data, cell)
  frame <- as.data.frame(plain, stringsAsFactors = FALSE, check.names = FALSE)
  if (nrow(data) == 0) frame <- data[0, ]
  write.csv(frame, file.path(out, folder, sub("\\.[a-z]+$", ".csv", basename(file))), row.names = FALSE,
            fileEncoding = "UTF-8")
}

for (file in list.files(file.path(package, "spss"), full.names = TRUE)) {
  save(read_sav(file, user_na = TRUE), "haven-sav", file)
  save(read_sav(file), "haven-plain", file)
  data <- suppressWarnings(read.spss(file, to.data.frame = TRUE, use.value.labels = FALSE, use.missings = FALSE,
                                     stringsAsFactors = FALSE, reencode = "UTF-8"))
  save(data, "foreign-sav", file)
}
for (file in list.files(file.path(package, "stata"), full.names = TRUE)) save(read_dta(file), "haven-dta", file)
