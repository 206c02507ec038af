# SPDX-License-Identifier: EUPL-1.2
# One instance of disclosure control through GaussSuppression or sdcTable: Rscript disclosure_peer.R PACKAGE FOLDER MINIMUM pub.csv
# Writes every cell as trede does (empty value = withheld) and prints one line of JSON. Zeros are shown, counts 1 … MINIMUM − 1 withheld.
arguments <- commandArgs(trailingOnly = TRUE)
peer <- arguments[1]
folder <- arguments[2]
minimum <- as.integer(arguments[3])
target <- arguments[4]

cells <- read.csv(file.path(folder, "cells.csv"), colClasses = "character")
cells$n <- as.integer(cells$n)
dimensions <- setdiff(names(cells), "n")

# levels "@", "@@", … and codes, parents first: the form both packages read.
hierarchy <- function(name) {
  rows <- read.csv(file.path(folder, paste0("dim_", name, ".csv")), colClasses = "character")
  children <- split(rows$code, factor(rows$parent, levels = unique(rows$parent)))
  levels <- character(0)
  codes <- character(0)
  visit <- function(code, depth) {
    levels[length(levels) + 1] <<- strrep("@", depth)
    codes[length(codes) + 1] <<- code
    for (child in children[[code]]) visit(child, depth + 1)
  }
  for (root in rows$code[rows$parent == ""]) visit(root, 1)
  data.frame(levels = levels, codes = codes, stringsAsFactors = FALSE)
}
hierarchies <- setNames(lapply(dimensions, hierarchy), dimensions)

by_gauss <- function() {
  result <- GaussSuppression::SuppressSmallCounts(
    data = cells, freqVar = "n", hierarchies = hierarchies, maxN = minimum - 1, protectZeros = FALSE, printInc = FALSE)
  data.frame(result[dimensions], n = result$n, primary = result$primary, withheld = result$suppressed, stringsAsFactors = FALSE)
}

by_sdctable <- function() {
  problem <- sdcTable::makeProblem(data = cells, dimList = hierarchies, freqVarInd = match("n", names(cells)))
  problem <- sdcTable::primarySuppression(problem, type = "freq", maxN = minimum - 1, allowZeros = FALSE)
  result <- as.data.frame(sdcTable::getInfo(sdcTable::protectTable(problem, method = "SIMPLEHEURISTIC"), type = "finalData"))
  total <- function(name) {
    codes <- as.character(result[[name]])
    codes[codes == "Total"] <- hierarchies[[name]]$codes[1]
    codes
  }
  data.frame(setNames(lapply(dimensions, total), dimensions), n = result$Freq, primary = result$sdcStatus == "u",
             withheld = result$sdcStatus %in% c("u", "x"), stringsAsFactors = FALSE)
}

started <- proc.time()[["elapsed"]]
result <- if (peer == "GaussSuppression") by_gauss() else by_sdctable()
seconds <- proc.time()[["elapsed"]] - started

published <- data.frame(result[dimensions], value = ifelse(result$withheld, "", as.character(as.integer(result$n))),
                        primary = as.integer(result$primary))
write.table(published, target, sep = ",", row.names = FALSE, quote = FALSE, eol = "\n")
secondary <- result$withheld & !result$primary
cat(sprintf('{"cells":%d,"sensitive":%d,"secondary":%d,"value_withheld":%d,"lower_bound":null,"gap":null,"optimal":false,"seconds":%.3f}\n',
            nrow(result), sum(result$primary), sum(secondary), sum(result$n[secondary]), seconds))
