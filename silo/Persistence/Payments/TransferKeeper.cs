using Crm.Actors.Contracts.Payments;
using Crm.Actors.Persistence.Reading;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Payments;

/// <summary>Has transfers ended that a crash left under way, in every silo: while one is away another does it.</summary>
public sealed partial class TransferKeeper(ReaderDatabase database, IGrainFactory grains, TimeProvider clock, ILogger<TransferKeeper> logger) : BackgroundService
{
    private const string Sql = "SELECT id FROM crm.payments WHERE transfers <> '[]' LIMIT 100";
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                var payments = await database.ReadAsync(
                    Sql, static _ => { }, static (row, cancellation) => row.AllAsync(static payment => payment.GetGuid(0), cancellation));
                foreach (var payment in payments)
                    await grains.GetGrain<IPaymentGrain>(payment).FinishTransfers();
                failing = false;
            }
            catch (Exception problem) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the silo, and the next look may find it gone.
                if (!failing)
                    LogFailing(problem.Message);
                failing = true;
            }
        }
    }

    [LoggerMessage(3501, LogLevel.Warning, "Transfers of entries wait to be ended: {Reason}")]
    private partial void LogFailing(string reason);
}
