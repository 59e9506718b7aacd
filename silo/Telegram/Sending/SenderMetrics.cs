using System.Diagnostics.Metrics;
using Crm.Actors.Contracts.Observability;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What became of messages for Telegram in this silo.</summary>
internal sealed class SenderMetrics
{
    /// <summary>Messages that Telegram took; several that were sent as one count each.</summary>
    public const string Sent = "crm.telegram.sent";

    /// <summary>Messages that became dead letters.</summary>
    public const string GivenUp = "crm.telegram.given_up";

    private long _sent;
    private long _givenUp;

    public SenderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Telemetry.Name);
        meter.CreateObservableCounter(Sent, () => Interlocked.Read(ref _sent), "{message}", "Messages that Telegram took");
        meter.CreateObservableCounter(GivenUp, () => Interlocked.Read(ref _givenUp), "{message}", "Messages that became dead letters");
    }

    public void CountSent(int messages) => Interlocked.Add(ref _sent, messages);

    public void CountGivenUp(int messages) => Interlocked.Add(ref _givenUp, messages);
}
