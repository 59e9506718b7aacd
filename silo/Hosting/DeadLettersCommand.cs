using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Actors.Silo.Hosting;

/// <summary>The command <c>dead-letters list|replay|drop</c>: works on the broker, or on the database where there is none; no silo needs to run.</summary>
internal static class DeadLettersCommand
{
    private const int DefaultMax = 100;
    private const int MostLetters = 100_000;

    /// <returns>0; 1 when they cannot be reached, with one line on standard error; 2 for a wrong command line.</returns>
    /// <exception cref="ConfigurationException">A variable is missing or unusable.</exception>
    public static async Task<int> RunAsync(string[] order, EnvironmentVariables environment)
    {
        var (verb, ids, max) = order switch
        {
            ["list"] => ("list", [], DefaultMax),
            ["list", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most is >= 1 and <= MostLetters => ("list", [], most),
            [("replay" or "drop") and var change, "--all"] => (change, ImmutableArray<string>.Empty, 0),
            [("replay" or "drop") and var change, _, ..] when !order[1..].Any(static id => id.StartsWith('-')) => (change, [.. order[1..]], 0),
            _ => ("", [], 0),
        };
        if (verb.Length == 0)
            return Usage.Print();
        try
        {
            return await RunAsync(verb, ids, max, environment);
        }
        catch (DeadLettersUnavailableException problem)
        {
            await Console.Error.WriteLineAsync($"silo dead-letters: {problem.Message}");
            return 1;
        }
    }

    private static async Task<int> RunAsync(string verb, ImmutableArray<string> ids, int max, EnvironmentVariables environment)
    {
        var messaging = MessagingSettings.Read(environment);
        if (messaging.Broker is { } broker)
        {
            var options = new RabbitMqStreamOptions();
            messaging.Configure(options, broker);
            await using var queue = RabbitMqDeadLetters.Connect(options, TimeProvider.System, NullLoggerFactory.Instance);
            await RunAsync(new BrokerDeadLetters(queue, new CloudEventFormat(messaging.EventsExchange, messaging.TasksExchange)), verb, ids, max);
        }
        else
        {
            await using var database = new ConsumerDatabase(environment.GetDatabase("CRM_DATABASE_URL"));
            await RunAsync(new ParkedDeadLetters(database), verb, ids, max);
        }

        return 0;
    }

    private static async Task RunAsync(IDeadLetters letters, string verb, ImmutableArray<string> ids, int max)
    {
        switch (verb)
        {
            case "replay":
                Console.WriteLine($"{await letters.ReplayAsync(ids, CancellationToken.None)} replayed");
                break;
            case "drop":
                Console.WriteLine($"{await letters.DropAsync(ids, CancellationToken.None)} dropped");
                break;
            default:
                var list = await letters.ListAsync(max, CancellationToken.None);
                foreach (var letter in list.Letters)
                    Console.WriteLine(Line(letter));
                Console.WriteLine($"{list.Total} dead letters");
                break;
        }
    }

    /// <summary>Anyone who can publish chooses some of these texts: none of them begins a line or moves a terminal's cursor.</summary>
    private static string Line(DeadLetter letter)
    {
        var first = string.Equals(letter.FirstError, letter.LastError, StringComparison.Ordinal) ? "" : $"  (first: {letter.FirstError})";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{letter.Id}  {letter.At:yyyy-MM-ddTHH:mm:ssZ}  {letter.Reason}  {letter.Type ?? "-"}  {letter.Subject ?? "-"}  {letter.Sequence?.ToString(CultureInfo.InvariantCulture) ?? "-"}  attempts {letter.Attempts}  {letter.LastError}{first}");
        return string.Concat(line.ReplaceLineEndings(" ").Select(static c => char.IsControl(c) ? ' ' : c));
    }
}
