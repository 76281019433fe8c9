/// The version of the scenario format that this build reads.
package let scenarioFormatVersion = 1
