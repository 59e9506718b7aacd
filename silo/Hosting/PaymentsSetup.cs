using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Payments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class PaymentsSetup
{
    /// <summary>Payments and their entries. What keeps the totals of deals is among the consumers.</summary>
    public static void AddPayments(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAggregateMapping<PaymentState, PaymentEvent>, PaymentMapping>();
        builder.Services.AddSingleton<IPaymentReads, PaymentReads>();
    }
}
