using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Grains.Telegram.Bot.Commands;
using Crm.Actors.Grains.Telegram.Bot.Dialogues;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Telegram;
using Crm.Actors.Silo.Telegram.Queues;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Silo.Telegram.Updates;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class TelegramBotSetup
{
    /// <summary>The bot: what it says, the queues from and to Telegram, and the sender. Without a token updates and messages wait in their queues.</summary>
    public static void AddTelegramBot(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        var (services, telegram) = (builder.Services, settings.Telegram);
        services.AddSingleton(telegram);
        services.AddSingleton(telegram.Sending);
        services.AddBot(telegram);
        services.AddSingleton<UpdateLanes>();
        services.AddSender(telegram);
        if (settings.Messaging.Broker is null)
        {
            services.AddSingleton<IUpdateQueue, MemoryUpdates>();
            services.AddSingleton<IOutgoingQueue, MemoryOutgoing>();
        }
        else
        {
            services.AddSingleton<IUpdateQueue, BrokerUpdates>();
            services.AddSingleton<IOutgoingQueue, BrokerOutgoing>();
            services.AddHostedService<UpdateReader>();
        }

        if (telegram.Token is not null && settings.Messaging.Broker is not null)
            services.AddHostedService<OutgoingReader>();
    }

    private static void AddBot(this IServiceCollection services, TelegramSettings telegram)
    {
        services.AddSingleton(new BotOptions { TimeZone = telegram.TimeZone });
        services.AddSingleton<ITaskCommands, GrainTasks>();
        services.AddSingleton<BotBrain>().AddSingleton<BotDeals>().AddSingleton<ButtonPresses>();
        services.AddSingleton<MoveDealDialogue>().AddSingleton<IBotDialogue>(static sp => sp.GetRequiredService<MoveDealDialogue>());
        services.AddSingleton<NewTaskDialogue>().AddSingleton<IBotDialogue>(static sp => sp.GetRequiredService<NewTaskDialogue>());
        services.AddSingleton<IBotCommand, StartCommand>().AddSingleton<IBotCommand, HelpCommand>().AddSingleton<IBotCommand, CancelCommand>();
        services.AddSingleton<IBotCommand, DealsCommand>().AddSingleton<IBotCommand, DealCommand>().AddSingleton<IBotCommand, NoteCommand>();
        services.AddSingleton<IBotCommand, MoveCommand>().AddSingleton<IBotCommand, TaskCommand>();
        services.AddSingleton<IBotCommand, TasksCommand>().AddSingleton<IBotCommand, DoneCommand>();
        services.AddSingleton<IBotCommand, MuteCommand>().AddSingleton<IBotCommand, ZoneCommand>();
    }

    private static void AddSender(this IServiceCollection services, TelegramSettings telegram)
    {
        services.AddSingleton<MemoryBudget>().AddSingleton<MemorySentMessages>();
        if (telegram.Redis is { } redis)
        {
            services.AddSingleton(sp => ActivatorUtilities.CreateInstance<TelegramRedis>(sp, redis));
            services.AddSingleton<ISendingBudget, RedisBudget>().AddSingleton<ISentMessages, RedisSentMessages>();
        }
        else
        {
            services.AddSingleton<ISendingBudget>(static sp => sp.GetRequiredService<MemoryBudget>());
            services.AddSingleton<ISentMessages>(static sp => sp.GetRequiredService<MemorySentMessages>());
        }

        if (telegram.Token is not { } token)
        {
            services.AddSingleton<IOutgoingSink, NoSink>();
            return;
        }

        services.AddSingleton(_ => BotApi.Connect(token, telegram.ApiUrl, telegram.Sending.AnswerTimeout));
        services.AddSingleton<ITelegramApi, BotApi>().AddSingleton<IRecipients, Recipients>().AddSingleton<SendStep>().AddSingleton<TelegramSender>();
        services.AddSingleton<IOutgoingSink>(static sp => sp.GetRequiredService<TelegramSender>());
        services.AddHostedService(static sp => sp.GetRequiredService<TelegramSender>());
        services.AddHostedService<WebhookRegistration>();
    }

    /// <summary>Where there is no bot, nothing is sent.</summary>
    private sealed class NoSink : IOutgoingSink
    {
        public void Take(OutgoingTelegram message)
        {
            // Nobody could send it, now or later: there is no queue either.
        }
    }
}
