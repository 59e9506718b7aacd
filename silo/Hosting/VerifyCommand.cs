using System.Diagnostics;
using System.Globalization;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Verifying;
using Npgsql;

namespace Crm.Actors.Silo.Hosting;

/// <summary>The command <c>verify</c>: compares every table and every total with the log, beside a system that runs.</summary>
internal static class VerifyCommand
{
    /// <returns>0; 1 when there are differences, each on a line of standard output; 3 when the database does not answer.</returns>
    /// <exception cref="ConfigurationException">A variable is missing or unusable.</exception>
    public static async Task<int> RunAsync(EnvironmentVariables environment)
    {
        var verifier = ReadVerifier(environment);
        var differences = 0;
        var started = Stopwatch.GetTimestamp();
        try
        {
            var verified = await verifier.RunAsync(
                difference =>
                {
                    Interlocked.Increment(ref differences);
                    Console.WriteLine(difference.ToString().ReplaceLineEndings(" "));
                },
                CancellationToken.None);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"verified {verified.Events} events and {verified.Rows} rows at position {verified.Position} in {seconds:0.0} s ({verified.Events / seconds:0} events/s): {differences} differences"));
            return differences == 0 ? 0 : 1;
        }
        catch (Exception problem) when (problem is NpgsqlException or TimeoutException or IOException)
        {
            await Console.Error.WriteLineAsync($"silo verify: {problem.Message.ReplaceLineEndings(" ")}");
            return 3;
        }
    }

    /// <exception cref="ConfigurationException">A variable is missing or unusable.</exception>
    public static LogVerifier ReadVerifier(EnvironmentVariables environment) => new(environment.GetDatabase("CRM_READER_DATABASE_URL"));
}
