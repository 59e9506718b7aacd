using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.DeadLetters;
using Crm.Actors.Persistence.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Adds consumers to a silo.</summary>
public static class ConsumersRegistration
{
    /// <summary>What all consumers share. Dead letters stay in the database, unless another place was registered before.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="writer">The writer login.</param>
    public static IServiceCollection AddConsumerKernel(this IServiceCollection services, NpgsqlConnectionStringBuilder writer)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(FaultPoints.None);
        services.TryAddSingleton(new ConsumerOptions());
        services.AddSingleton(_ => new ConsumerDatabase(writer));
        services.TryAddSingleton<IDeadLetters, ParkedDeadLetters>();
        return services;
    }

    /// <summary>One consumer: what events do, and the SQL of that. Its partitions and its progress are rows that a migration makes.</summary>
    public static IServiceCollection AddConsumer<TEffect, TConsumer, TWriter>(this IServiceCollection services)
        where TConsumer : class, IConsumer<TEffect>
        where TWriter : class, IEffectWriter<TEffect>
    {
        services.AddSingleton<IConsumer<TEffect>, TConsumer>();
        services.AddSingleton<IEffectWriter<TEffect>, TWriter>();
        services.AddSingleton<ConsumerRounds<TEffect>>();
        services.AddSingleton<ConsumerStore<TEffect>>();
        services.AddSingleton<IConsumerStore<TEffect>>(static s => s.GetRequiredService<ConsumerStore<TEffect>>());
        services.AddSingleton<ConsumerReconciler<TEffect>>();
        services.AddHostedService<ConsumerKeeper<TEffect>>();
        return services;
    }
}
