/// The version of the shape of the CSV and JSON files that this build writes.
package let reportFormatVersion = 1
