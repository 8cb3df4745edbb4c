IF OBJECT_ID(N'[Migrations]') IS NULL
BEGIN
    CREATE TABLE [Migrations] (
        [MigrationId] nvarchar(150) NOT NULL,
        [ProductVersion] nvarchar(32) NOT NULL,
        CONSTRAINT [PK_Migrations] PRIMARY KEY ([MigrationId])
    );
END;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [AccessRecords] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Roles] nvarchar(200) NOT NULL,
        [Call] nvarchar(200) NOT NULL,
        [HouseholdId] binary(16) NULL,
        [Purpose] int NOT NULL,
        [Reference] nvarchar(100) NOT NULL,
        [LegalBasis] nvarchar(200) NOT NULL,
        [Outcome] int NOT NULL,
        CONSTRAINT [PK_AccessRecords] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Cycles] (
        [Month] int NOT NULL,
        [Number] int NOT NULL,
        [State] tinyint NOT NULL,
        [PolicyVersion] nvarchar(32) NOT NULL,
        [PolicyHash] nvarchar(64) NOT NULL,
        [CutOffAt] datetime2 NOT NULL,
        [SealedAt] datetime2 NOT NULL,
        [SealedSequence] bigint NOT NULL,
        [SnapshotHash] varbinary(32) NOT NULL,
        [Households] int NOT NULL,
        [Evaluated] int NOT NULL,
        [EvaluatedThrough] binary(16) NOT NULL,
        [StartedBy] nvarchar(100) NOT NULL,
        [ApprovedBy] nvarchar(100) NULL,
        [PublishedBy] nvarchar(100) NULL,
        [PublishedAt] datetime2 NULL,
        [Publication] int NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Cycles] PRIMARY KEY ([Month])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Households] (
        [Id] binary(16) NOT NULL,
        [Kind] tinyint NOT NULL,
        [Revision] bigint NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [IbanSealed] varbinary(128) NOT NULL,
        [MobileSealed] varbinary(128) NOT NULL,
        CONSTRAINT [PK_Households] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Decisions] (
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [FactsSequence] bigint NOT NULL,
        [Eligibility] tinyint NOT NULL,
        [Entitlement] tinyint NOT NULL,
        [Reasons] bigint NOT NULL,
        [Amount] bigint NOT NULL,
        [CountedIncome] bigint NOT NULL,
        [WeightTenths] int NOT NULL,
        [CountedMembers] int NOT NULL,
        CONSTRAINT [PK_Decisions] PRIMARY KEY ([Month], [HouseholdId]),
        CONSTRAINT [FK_Decisions_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [HouseholdFacts] (
        [Sequence] bigint NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [KnownAt] datetime2 NOT NULL,
        [Facts] varbinary(8000) NOT NULL,
        CONSTRAINT [PK_HouseholdFacts] PRIMARY KEY ([Sequence]),
        CONSTRAINT [FK_HouseholdFacts_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE TABLE [Members] (
        [HouseholdId] binary(16) NOT NULL,
        [Position] int NOT NULL,
        [NationalIdIndex] varbinary(32) NOT NULL,
        [IdentitySealed] varbinary(512) NOT NULL,
        CONSTRAINT [PK_Members] PRIMARY KEY ([HouseholdId], [Position]),
        CONSTRAINT [FK_Members_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE INDEX [IX_AccessRecords_HouseholdId_At] ON [AccessRecords] ([HouseholdId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Cycles_Publication] ON [Cycles] ([Publication]) WHERE [Publication] IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE UNIQUE INDEX [IX_HouseholdFacts_HouseholdId_Sequence] ON [HouseholdFacts] ([HouseholdId], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    CREATE INDEX [IX_Members_NationalIdIndex] ON [Members] ([NationalIdIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261122032440_Foundation'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261122032440_Foundation', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    DROP INDEX [IX_Members_NationalIdIndex] ON [Members];
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    ALTER TABLE [Members] ADD [CountedIndex] varbinary(32) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    ALTER TABLE [HouseholdFacts] ADD [Positions] varbinary(64) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Accounts] (
        [Id] binary(16) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [NationalIdIndex] varbinary(32) NOT NULL,
        [MobileIndex] varbinary(32) NOT NULL,
        [PersonSealed] varbinary(1000) NOT NULL,
        [ContactSealed] varbinary(1000) NOT NULL,
        [Standing] tinyint NOT NULL,
        [PasswordHash] nvarchar(500) NULL,
        [TermsVersion] nvarchar(32) NOT NULL,
        [Language] tinyint NOT NULL,
        [RegisteredAt] datetime2 NOT NULL,
        [ClosedAt] datetime2 NULL,
        [ClosingCauseSealed] varbinary(4100) NULL,
        [MemberOf] binary(16) NULL,
        [MemberPosition] int NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Accounts] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [ApplicationEvents] (
        [HouseholdId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Day] date NOT NULL,
        [RecordedAt] datetime2 NOT NULL,
        [Member] int NOT NULL,
        [ServedMonth] int NULL,
        [Role] tinyint NOT NULL,
        [Channel] tinyint NOT NULL,
        [DetailSealed] varbinary(8000) NULL,
        CONSTRAINT [PK_ApplicationEvents] PRIMARY KEY ([HouseholdId], [Number]),
        CONSTRAINT [FK_ApplicationEvents_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Applications] (
        [HouseholdId] binary(16) NOT NULL,
        [State] tinyint NOT NULL,
        [SubmittedAt] datetime2 NULL,
        [ContentSealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_Applications] PRIMARY KEY ([HouseholdId]),
        CONSTRAINT [FK_Applications_Households_HouseholdId] FOREIGN KEY ([HouseholdId]) REFERENCES [Households] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Attempts] (
        [Id] binary(16) NOT NULL,
        [Key] varbinary(32) NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Attempts] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Codes] (
        [Id] binary(16) NOT NULL,
        [Purpose] tinyint NOT NULL,
        [AccountId] binary(16) NULL,
        [Hash] varbinary(32) NOT NULL,
        [OldHash] varbinary(32) NULL,
        [ContentSealed] varbinary(1000) NOT NULL,
        [Attempts] int NOT NULL,
        [ExpiresAt] datetime2 NOT NULL,
        [UsedAt] datetime2 NULL,
        CONSTRAINT [PK_Codes] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Deliveries] (
        [Id] binary(16) NOT NULL,
        [MessageId] binary(16) NOT NULL,
        [Channel] tinyint NOT NULL,
        [DeviceId] binary(16) NOT NULL,
        [AddressSealed] varbinary(600) NOT NULL,
        [Language] tinyint NOT NULL,
        [State] tinyint NOT NULL,
        [Attempts] int NOT NULL,
        [ChangedAt] datetime2 NOT NULL,
        [NextAttemptAt] datetime2 NOT NULL,
        [GiveUpAt] datetime2 NOT NULL,
        [LeasedUntil] datetime2 NULL,
        [LeasedBy] binary(16) NULL,
        CONSTRAINT [PK_Deliveries] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Devices] (
        [Id] binary(16) NOT NULL,
        [AccountId] binary(16) NOT NULL,
        [Platform] tinyint NOT NULL,
        [Model] nvarchar(100) NOT NULL,
        [TokenSealed] varbinary(max) NOT NULL,
        [TokenIndex] varbinary(32) NOT NULL,
        [RegisteredAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Devices] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Documents] (
        [Id] binary(16) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Member] int NOT NULL,
        [Format] tinyint NOT NULL,
        [SizeBytes] int NOT NULL,
        [State] tinyint NOT NULL,
        [Scan] tinyint NOT NULL,
        [ContentIndex] varbinary(32) NOT NULL,
        [DescriptionSealed] varbinary(1000) NOT NULL,
        [RefusalSealed] varbinary(8000) NULL,
        [UploadedAt] datetime2 NOT NULL,
        [ReadAt] datetime2 NULL,
        CONSTRAINT [PK_Documents] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [FactsTurns] (
        [Id] int NOT NULL,
        [Turn] bigint NOT NULL,
        CONSTRAINT [PK_FactsTurns] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Messages] (
        [Id] binary(16) NOT NULL,
        [AccountId] binary(16) NULL,
        [Kind] smallint NOT NULL,
        [ContentSealed] varbinary(8000) NOT NULL,
        [Language] tinyint NOT NULL,
        [Subject] nvarchar(200) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [DispatchedAt] datetime2 NULL,
        [ReadAt] datetime2 NULL,
        CONSTRAINT [PK_Messages] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [NafathSignIns] (
        [Id] binary(16) NOT NULL,
        [RequestId] binary(16) NOT NULL,
        [HandleIndex] varbinary(32) NOT NULL,
        [PersonIndex] varbinary(32) NOT NULL,
        [ContentSealed] varbinary(1000) NOT NULL,
        [Standing] tinyint NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        [ExpiresAt] datetime2 NOT NULL,
        [AskedAt] datetime2 NULL,
        [EndedAt] datetime2 NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_NafathSignIns] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Preferences] (
        [AccountId] binary(16) NOT NULL,
        [Language] tinyint NOT NULL,
        [Sms] bit NOT NULL,
        [Email] bit NOT NULL,
        [Push] bit NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Preferences] PRIMARY KEY ([AccountId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Requests] (
        [Caller] nvarchar(100) NOT NULL,
        [RequestId] binary(16) NOT NULL,
        [Call] nvarchar(200) NOT NULL,
        [Fields] varbinary(1000) NOT NULL,
        [AnswerSealed] varbinary(max) NOT NULL,
        [CreatedAt] datetime2 NOT NULL,
        [AnsweredUntil] datetime2 NULL,
        [KeptUntil] datetime2 NULL,
        CONSTRAINT [PK_Requests] PRIMARY KEY ([Caller], [RequestId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Revocations] (
        [Id] binary(16) NOT NULL,
        [SessionId] binary(16) NULL,
        [AccountId] binary(16) NULL,
        [Version] bigint NOT NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_Revocations] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [TemporaryPasswords] (
        [Id] binary(16) NOT NULL,
        [AccountId] binary(16) NULL,
        [Hash] varbinary(32) NOT NULL,
        [Attempts] int NOT NULL,
        [ExpiresAt] datetime2 NOT NULL,
        [UsedAt] datetime2 NULL,
        CONSTRAINT [PK_TemporaryPasswords] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [Sessions] (
        [Id] binary(16) NOT NULL,
        [AccountId] binary(16) NOT NULL,
        [Method] tinyint NOT NULL,
        [Client] nvarchar(50) NOT NULL,
        [Place] nvarchar(50) NOT NULL,
        [SignedInAt] datetime2 NOT NULL,
        [LastSeenAt] datetime2 NOT NULL,
        [ExpiresAt] datetime2 NOT NULL,
        [EndsAt] datetime2 NOT NULL,
        [EndedAt] datetime2 NULL,
        CONSTRAINT [PK_Sessions] PRIMARY KEY ([Id]),
        CONSTRAINT [FK_Sessions_Accounts_AccountId] FOREIGN KEY ([AccountId]) REFERENCES [Accounts] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [DocumentContents] (
        [DocumentId] binary(16) NOT NULL,
        [Part] int NOT NULL,
        [ContentSealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_DocumentContents] PRIMARY KEY ([DocumentId], [Part]),
        CONSTRAINT [FK_DocumentContents_Documents_DocumentId] FOREIGN KEY ([DocumentId]) REFERENCES [Documents] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE TABLE [RefreshTokens] (
        [Hash] varbinary(32) NOT NULL,
        [SessionId] binary(16) NOT NULL,
        [IssuedAt] datetime2 NOT NULL,
        [UsedAt] datetime2 NULL,
        CONSTRAINT [PK_RefreshTokens] PRIMARY KEY ([Hash]),
        CONSTRAINT [FK_RefreshTokens_Sessions_SessionId] FOREIGN KEY ([SessionId]) REFERENCES [Sessions] ([Id]) ON DELETE CASCADE
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Turn') AND [object_id] = OBJECT_ID(N'[FactsTurns]'))
        SET IDENTITY_INSERT [FactsTurns] ON;
    EXEC(N'INSERT INTO [FactsTurns] ([Id], [Turn])
    VALUES (1, CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Turn') AND [object_id] = OBJECT_ID(N'[FactsTurns]'))
        SET IDENTITY_INSERT [FactsTurns] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Members_CountedIndex] ON [Members] ([CountedIndex]) WHERE "CountedIndex" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Accounts_HouseholdId] ON [Accounts] ([HouseholdId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Accounts_MobileIndex] ON [Accounts] ([MobileIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Accounts_NationalIdIndex] ON [Accounts] ([NationalIdIndex]) WHERE "ClosedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Attempts_At] ON [Attempts] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Attempts_Key_At] ON [Attempts] ([Key], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Codes_ExpiresAt] ON [Codes] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Deliveries_Channel_GiveUpAt] ON [Deliveries] ([Channel], [GiveUpAt]) WHERE "State" = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Deliveries_MessageId_Channel_DeviceId] ON [Deliveries] ([MessageId], [Channel], [DeviceId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Devices_AccountId] ON [Devices] ([AccountId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Devices_TokenIndex] ON [Devices] ([TokenIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Documents_ContentIndex] ON [Documents] ([ContentIndex]) WHERE "State" IN (1, 2)');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Documents_HouseholdId_Number] ON [Documents] ([HouseholdId], [Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Messages_AccountId_Id] ON [Messages] ([AccountId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Messages_DispatchedAt] ON [Messages] ([DispatchedAt]) WHERE "DispatchedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE UNIQUE INDEX [IX_NafathSignIns_HandleIndex] ON [NafathSignIns] ([HandleIndex]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_NafathSignIns_PersonIndex] ON [NafathSignIns] ([PersonIndex]) WHERE "EndedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_RefreshTokens_SessionId] ON [RefreshTokens] ([SessionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Requests_KeptUntil] ON [Requests] ([KeptUntil]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Revocations_At] ON [Revocations] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_Sessions_AccountId_Id] ON [Sessions] ([AccountId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_TemporaryPasswords_AccountId_ExpiresAt] ON [TemporaryPasswords] ([AccountId], [ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    CREATE INDEX [IX_TemporaryPasswords_ExpiresAt] ON [TemporaryPasswords] ([ExpiresAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261124193533_Accounts'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261124193533_Accounts', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    DECLARE @var nvarchar(max);
    SELECT @var = QUOTENAME([d].[name])
    FROM [sys].[default_constraints] [d]
    INNER JOIN [sys].[columns] [c] ON [d].[parent_column_id] = [c].[column_id] AND [d].[parent_object_id] = [c].[object_id]
    WHERE ([d].[parent_object_id] = OBJECT_ID(N'[Cycles]') AND [c].[name] = N'EvaluatedThrough');
    IF @var IS NOT NULL EXEC(N'ALTER TABLE [Cycles] DROP CONSTRAINT ' + @var + ';');
    ALTER TABLE [Cycles] DROP COLUMN [EvaluatedThrough];
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [ApprovedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [CancelCause] nvarchar(1000) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [DecisionsHash] varbinary(32) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [EvaluatedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [Figures] varbinary(608) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [LeaseUntil] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [NoticedAt] datetime2 NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [Owner] nvarchar(64) NULL;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    ALTER TABLE [Cycles] ADD [Run] int NOT NULL DEFAULT 0;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE TABLE [CycleOutliers] (
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Kind] tinyint NOT NULL,
        [Before] bigint NOT NULL,
        [After] bigint NOT NULL,
        [Score] int NOT NULL,
        CONSTRAINT [PK_CycleOutliers] PRIMARY KEY ([Month], [HouseholdId]),
        CONSTRAINT [FK_CycleOutliers_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE TABLE [CyclePartitions] (
        [Month] int NOT NULL,
        [Index] int NOT NULL,
        [After] binary(16) NOT NULL,
        [Through] binary(16) NOT NULL,
        [Households] int NOT NULL,
        [Owner] nvarchar(64) NULL,
        [LeaseUntil] datetime2 NULL,
        [DoneAt] datetime2 NULL,
        [DecisionsHash] varbinary(32) NULL,
        [Figures] varbinary(608) NULL,
        [NoticedAt] datetime2 NULL,
        CONSTRAINT [PK_CyclePartitions] PRIMARY KEY ([Month], [Index]),
        CONSTRAINT [FK_CyclePartitions_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE TABLE [CycleSteps] (
        [Month] int NOT NULL,
        [Number] int NOT NULL,
        [Run] int NOT NULL,
        [State] tinyint NOT NULL,
        [At] datetime2 NOT NULL,
        [By] nvarchar(100) NOT NULL,
        [Note] nvarchar(1000) NOT NULL,
        CONSTRAINT [PK_CycleSteps] PRIMARY KEY ([Month], [Number]),
        CONSTRAINT [FK_CycleSteps_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE TABLE [RedecisionAsks] (
        [HouseholdId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Cause] tinyint NOT NULL,
        [Reference] nvarchar(200) NOT NULL,
        [AskedAt] datetime2 NOT NULL,
        [DoneAt] datetime2 NULL,
        [Version] int NULL,
        CONSTRAINT [PK_RedecisionAsks] PRIMARY KEY ([HouseholdId], [Month], [Cause], [Reference])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE TABLE [Redecisions] (
        [Sequence] bigint NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Version] int NOT NULL,
        [Cause] tinyint NOT NULL,
        [Reference] nvarchar(200) NOT NULL,
        [Facts] varbinary(8000) NOT NULL,
        [Positions] varbinary(64) NULL,
        [Eligibility] tinyint NOT NULL,
        [Entitlement] tinyint NOT NULL,
        [Reasons] bigint NOT NULL,
        [Amount] bigint NOT NULL,
        [CountedIncome] bigint NOT NULL,
        [WeightTenths] int NOT NULL,
        [CountedMembers] int NOT NULL,
        [AmountBefore] bigint NOT NULL,
        [PolicyVersion] nvarchar(32) NOT NULL,
        [PolicyHash] nvarchar(64) NOT NULL,
        [DecidedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_Redecisions] PRIMARY KEY ([Sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE INDEX [IX_CycleOutliers_Month_Score] ON [CycleOutliers] ([Month], [Score]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_RedecisionAsks_AskedAt] ON [RedecisionAsks] ([AskedAt]) WHERE "DoneAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Redecisions_HouseholdId_Month_Version] ON [Redecisions] ([HouseholdId], [Month], [Version]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126184902_Decisions'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261126184902_Decisions', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [ObjectionCounts] (
        [Scope] nvarchar(110) NOT NULL,
        [DueOn] date NOT NULL,
        [StartedOn] date NOT NULL,
        [Held] bit NOT NULL,
        [Waiting] bit NOT NULL,
        [Shard] tinyint NOT NULL,
        [Cases] bigint NOT NULL,
        CONSTRAINT [PK_ObjectionCounts] PRIMARY KEY ([Scope], [DueOn], [StartedOn], [Held], [Waiting], [Shard])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [Objections] (
        [Id] binary(16) NOT NULL,
        [Number] varchar(16) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Member] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Month] int NOT NULL,
        [OpenMonth] int NULL,
        [Problem] tinyint NOT NULL,
        [Grounds] bigint NOT NULL,
        [ContentSealed] varbinary(max) NOT NULL,
        [State] tinyint NOT NULL,
        [WithSupervisor] bit NOT NULL,
        [Queue] tinyint NOT NULL,
        [Assignee] nvarchar(100) NULL,
        [Channel] tinyint NOT NULL,
        [FiledAt] datetime2 NOT NULL,
        [StartedAt] datetime2 NOT NULL,
        [StartedOn] date NOT NULL,
        [WorkingDays] int NOT NULL,
        [DueOn] date NOT NULL,
        [CalendarMark] int NOT NULL,
        [DecidedAt] datetime2 NULL,
        [EndedAt] datetime2 NULL,
        [BreachedAt] datetime2 NULL,
        [Ticket] varchar(40) NULL,
        [Events] int NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Objections] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [Tickets] (
        [Id] binary(16) NOT NULL,
        [Number] varchar(16) NOT NULL,
        [HouseholdId] binary(16) NULL,
        [AccountId] binary(16) NULL,
        [PersonIndex] varbinary(32) NOT NULL,
        [PersonCount] int NOT NULL,
        [MobileIndex] varbinary(32) NOT NULL,
        [MobileCount] int NOT NULL,
        [MatterIndex] varbinary(32) NOT NULL,
        [ApplicantSealed] varbinary(1000) NULL,
        [Kind] tinyint NOT NULL,
        [State] tinyint NOT NULL,
        [TextSealed] varbinary(max) NOT NULL,
        [Unit] varchar(32) NOT NULL,
        [Assignee] nvarchar(100) NULL,
        [Channel] tinyint NOT NULL,
        [OpenedAt] datetime2 NOT NULL,
        [EndedAt] datetime2 NULL,
        [WorkingDays] int NOT NULL,
        [Pauses] nvarchar(max) NOT NULL,
        [DueOn] date NOT NULL,
        [CalendarMark] int NOT NULL,
        [BreachedAt] datetime2 NULL,
        [ResolutionSealed] varbinary(max) NULL,
        [ReferredTo] varchar(100) NULL,
        [Entries] int NOT NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Tickets] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [ObjectionEffects] (
        [ObjectionId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Compensates] bit NOT NULL,
        [DoneAt] datetime2 NULL,
        [Changed] bit NOT NULL,
        [Raised] bit NOT NULL,
        CONSTRAINT [PK_ObjectionEffects] PRIMARY KEY ([ObjectionId], [Month]),
        CONSTRAINT [FK_ObjectionEffects_Objections_ObjectionId] FOREIGN KEY ([ObjectionId]) REFERENCES [Objections] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [ObjectionEvents] (
        [ObjectionId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Role] tinyint NOT NULL,
        [Channel] tinyint NOT NULL,
        [DetailSealed] varbinary(max) NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_ObjectionEvents] PRIMARY KEY ([ObjectionId], [Number]),
        CONSTRAINT [FK_ObjectionEvents_Objections_ObjectionId] FOREIGN KEY ([ObjectionId]) REFERENCES [Objections] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [TicketAttachments] (
        [TicketId] binary(16) NOT NULL,
        [Entry] int NOT NULL,
        [Position] int NOT NULL,
        [FileNameSealed] varbinary(1000) NOT NULL,
        [SizeBytes] int NOT NULL,
        [Scanned] bit NOT NULL,
        [ContentSealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_TicketAttachments] PRIMARY KEY ([TicketId], [Entry], [Position]),
        CONSTRAINT [FK_TicketAttachments_Tickets_TicketId] FOREIGN KEY ([TicketId]) REFERENCES [Tickets] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE TABLE [TicketEntries] (
        [TicketId] binary(16) NOT NULL,
        [Number] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Role] tinyint NOT NULL,
        [Channel] tinyint NOT NULL,
        [Internal] bit NOT NULL,
        [TextSealed] varbinary(max) NULL,
        [At] datetime2 NOT NULL,
        CONSTRAINT [PK_TicketEntries] PRIMARY KEY ([TicketId], [Number]),
        CONSTRAINT [FK_TicketEntries_Tickets_TicketId] FOREIGN KEY ([TicketId]) REFERENCES [Tickets] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_ObjectionEffects_DoneAt] ON [ObjectionEffects] ([DoneAt]) WHERE "DoneAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Objections_Assignee_DueOn_Id] ON [Objections] ([Assignee], [DueOn], [Id]) WHERE "EndedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Objections_DueOn_Id] ON [Objections] ([DueOn], [Id]) WHERE "EndedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE INDEX [IX_Objections_HouseholdId_Id] ON [Objections] ([HouseholdId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_Objections_HouseholdId_Kind_OpenMonth] ON [Objections] ([HouseholdId], [Kind], [OpenMonth]) WHERE "OpenMonth" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Objections_Number] ON [Objections] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Objections_Queue_DueOn_Id] ON [Objections] ([Queue], [DueOn], [Id]) WHERE "EndedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE INDEX [IX_Tickets_AccountId_Id] ON [Tickets] ([AccountId], [Id]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Tickets_MobileIndex_MobileCount] ON [Tickets] ([MobileIndex], [MobileCount]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Tickets_Number] ON [Tickets] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    CREATE UNIQUE INDEX [IX_Tickets_PersonIndex_PersonCount] ON [Tickets] ([PersonIndex], [PersonCount]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_Tickets_Unit_DueOn_Id] ON [Tickets] ([Unit], [DueOn], [Id]) WHERE "EndedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126195110_Cases'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261126195110_Cases', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [BankFiles] (
        [Batch] int NOT NULL,
        [Number] int NOT NULL,
        [MessageId] nvarchar(35) NOT NULL,
        [BankCode] nvarchar(2) NOT NULL,
        [FirstInstruction] int NOT NULL,
        [LastInstruction] int NOT NULL,
        [Lines] int NOT NULL,
        [Total] bigint NOT NULL,
        [SizeBytes] bigint NOT NULL,
        [ContentHash] varbinary(32) NOT NULL,
        [DropStartedAt] datetime2 NULL,
        [InquiredAt] datetime2 NULL,
        [ExportedAt] datetime2 NULL,
        CONSTRAINT [PK_BankFiles] PRIMARY KEY ([Batch], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [BankReportRefusals] (
        [ReportId] binary(16) NOT NULL,
        [Line] int NOT NULL,
        [Instruction] nvarchar(35) NOT NULL,
        [Problem] tinyint NOT NULL,
        CONSTRAINT [PK_BankReportRefusals] PRIMARY KEY ([ReportId], [Line])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [BankReports] (
        [Id] binary(16) NOT NULL,
        [Kind] tinyint NOT NULL,
        [MessageId] nvarchar(35) NOT NULL,
        [ContentHash] varbinary(32) NOT NULL,
        [Lines] int NOT NULL,
        [LinesDone] int NOT NULL,
        [Settled] int NOT NULL,
        [Accepted] int NOT NULL,
        [Returned] int NOT NULL,
        [Repeated] int NOT NULL,
        [Refused] int NOT NULL,
        [SettledTotal] bigint NOT NULL,
        [ReturnedTotal] bigint NOT NULL,
        [ImportedBy] nvarchar(100) NOT NULL,
        [ImportedAt] datetime2 NOT NULL,
        CONSTRAINT [PK_BankReports] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [JournalAnchors] (
        [Day] date NOT NULL,
        [FirstSequence] bigint NOT NULL,
        [LastSequence] bigint NOT NULL,
        [Root] varbinary(32) NOT NULL,
        CONSTRAINT [PK_JournalAnchors] PRIMARY KEY ([Day])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [JournalBlocks] (
        [Day] date NOT NULL,
        [Index] int NOT NULL,
        [Root] varbinary(32) NOT NULL,
        CONSTRAINT [PK_JournalBlocks] PRIMARY KEY ([Day], [Index])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [JournalEntries] (
        [Sequence] bigint NOT NULL,
        [RecordedTicks] bigint NOT NULL,
        [Kind] tinyint NOT NULL,
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Source] tinyint NOT NULL,
        [Target] tinyint NOT NULL,
        [Amount] bigint NOT NULL,
        [Batch] int NULL,
        [Instruction] int NULL,
        [Corrects] bigint NULL,
        [Reference] nvarchar(200) NOT NULL,
        [PreviousHash] varbinary(32) NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        CONSTRAINT [PK_JournalEntries] PRIMARY KEY ([Sequence])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [JournalHeads] (
        [Id] int NOT NULL,
        [Turn] bigint NOT NULL,
        [Sequence] bigint NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        [BrokenInvariant] int NOT NULL,
        CONSTRAINT [PK_JournalHeads] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [OverpaidMonths] (
        [RecoveryId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Paid] bigint NOT NULL,
        [Due] bigint NOT NULL,
        [Decision] nvarchar(200) NOT NULL,
        [Source] tinyint NOT NULL,
        [Counts] bit NOT NULL,
        CONSTRAINT [PK_OverpaidMonths] PRIMARY KEY ([RecoveryId], [Month])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [PaymentBatches] (
        [Number] int NOT NULL,
        [Month] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Slot] int NOT NULL,
        [State] tinyint NOT NULL,
        [PaymentDate] date NOT NULL,
        [Cursor] binary(16) NOT NULL,
        [LinesMade] bit NOT NULL,
        [Lines] int NOT NULL,
        [Total] bigint NOT NULL,
        [RegularLines] int NOT NULL,
        [RegularTotal] bigint NOT NULL,
        [CompensationLines] int NOT NULL,
        [CompensationTotal] bigint NOT NULL,
        [RecoveryLines] int NOT NULL,
        [RecoveryTotal] bigint NOT NULL,
        [HeldHouseholds] int NOT NULL,
        [SentThrough] int NOT NULL,
        [Settled] int NOT NULL,
        [Returned] int NOT NULL,
        [Voided] int NOT NULL,
        [Accepted] int NOT NULL,
        [Unknown] int NOT NULL,
        [SettledTotal] bigint NOT NULL,
        [ReturnedTotal] bigint NOT NULL,
        [LinesHash] varbinary(32) NOT NULL,
        [PreparedBy] nvarchar(100) NOT NULL,
        [ApprovedBy] nvarchar(100) NULL,
        [ReleasedBy] nvarchar(100) NULL,
        [PreparedAt] datetime2 NOT NULL,
        [SealedAt] datetime2 NULL,
        [ApprovedAt] datetime2 NULL,
        [ReleasedAt] datetime2 NULL,
        [ReconciledAt] datetime2 NULL,
        [Version] bigint NOT NULL,
        [Owner] nvarchar(64) NULL,
        [LeaseUntil] datetime2 NULL,
        CONSTRAINT [PK_PaymentBatches] PRIMARY KEY ([Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [PaymentFeedCursors] (
        [Id] int NOT NULL,
        [Sequence] bigint NOT NULL,
        CONSTRAINT [PK_PaymentFeedCursors] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [PaymentHolds] (
        [Id] binary(16) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Cause] tinyint NOT NULL,
        [NoteSealed] varbinary(8000) NOT NULL,
        [PlacedBy] nvarchar(100) NOT NULL,
        [PlacedAt] datetime2 NOT NULL,
        [ReleasedBy] nvarchar(100) NULL,
        [ReleasedAt] datetime2 NULL,
        [ReleaseNoteSealed] varbinary(8000) NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_PaymentHolds] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [PaymentInstructions] (
        [Batch] int NOT NULL,
        [Number] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Amount] bigint NOT NULL,
        [State] tinyint NOT NULL,
        [IbanSealed] varbinary(128) NOT NULL,
        [BankCode] nvarchar(2) NOT NULL,
        [Ending] nvarchar(4) NOT NULL,
        [BankStatus] nvarchar(35) NOT NULL,
        [ChangedAt] datetime2 NOT NULL,
        [SettledAt] datetime2 NULL,
        [PreviousBatch] int NULL,
        [PreviousNumber] int NULL,
        [Replaced] bit NOT NULL,
        CONSTRAINT [PK_PaymentInstructions] PRIMARY KEY ([Batch], [Number])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [PaymentLines] (
        [HouseholdId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Cause] nvarchar(200) NOT NULL,
        [Amount] bigint NOT NULL,
        [Held] bit NOT NULL,
        [PaidMonth] int NOT NULL,
        [Batch] int NULL,
        [Instruction] int NULL,
        CONSTRAINT [PK_PaymentLines] PRIMARY KEY ([HouseholdId], [Month], [Kind], [Cause])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [Recoveries] (
        [Id] binary(16) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [State] tinyint NOT NULL,
        [Total] bigint NOT NULL,
        [Recovered] bigint NOT NULL,
        [SharePercent] int NOT NULL,
        [CauseArabic] nvarchar(1000) NOT NULL,
        [CauseEnglish] nvarchar(1000) NOT NULL,
        [NoticeAt] datetime2 NULL,
        [Notice] nvarchar(200) NULL,
        [ClosesOn] date NULL,
        [Objection] nvarchar(100) NOT NULL,
        [OpenedBy] nvarchar(100) NOT NULL,
        [DecidedBy] nvarchar(100) NULL,
        [OpenedAt] datetime2 NOT NULL,
        [DecidedAt] datetime2 NULL,
        [Version] bigint NOT NULL,
        CONSTRAINT [PK_Recoveries] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE TABLE [RedecisionsSeen] (
        [HouseholdId] binary(16) NOT NULL,
        [Month] int NOT NULL,
        [Version] int NOT NULL,
        [Reference] nvarchar(200) NOT NULL,
        [Due] bigint NOT NULL,
        [Added] bigint NOT NULL,
        [Overpaid] bigint NOT NULL,
        [SeenAt] datetime2 NOT NULL,
        CONSTRAINT [PK_RedecisionsSeen] PRIMARY KEY ([HouseholdId], [Month], [Version])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'BrokenInvariant', N'Hash', N'Sequence', N'Turn') AND [object_id] = OBJECT_ID(N'[JournalHeads]'))
        SET IDENTITY_INSERT [JournalHeads] ON;
    EXEC(N'INSERT INTO [JournalHeads] ([Id], [BrokenInvariant], [Hash], [Sequence], [Turn])
    VALUES (1, 0, 0x0000000000000000000000000000000000000000000000000000000000000000, CAST(0 AS bigint), CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'BrokenInvariant', N'Hash', N'Sequence', N'Turn') AND [object_id] = OBJECT_ID(N'[JournalHeads]'))
        SET IDENTITY_INSERT [JournalHeads] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Sequence') AND [object_id] = OBJECT_ID(N'[PaymentFeedCursors]'))
        SET IDENTITY_INSERT [PaymentFeedCursors] ON;
    EXEC(N'INSERT INTO [PaymentFeedCursors] ([Id], [Sequence])
    VALUES (1, CAST(0 AS bigint)),
    (2, CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Sequence') AND [object_id] = OBJECT_ID(N'[PaymentFeedCursors]'))
        SET IDENTITY_INSERT [PaymentFeedCursors] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE UNIQUE INDEX [IX_BankFiles_MessageId] ON [BankFiles] ([MessageId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE UNIQUE INDEX [IX_BankReports_ContentHash_Kind] ON [BankReports] ([ContentHash], [Kind]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE UNIQUE INDEX [IX_JournalAnchors_LastSequence] ON [JournalAnchors] ([LastSequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_JournalEntries_Batch_Instruction_Kind] ON [JournalEntries] ([Batch], [Instruction], [Kind]) WHERE "Instruction" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE INDEX [IX_JournalEntries_HouseholdId_Sequence] ON [JournalEntries] ([HouseholdId], [Sequence]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_OverpaidMonths_HouseholdId_Month] ON [OverpaidMonths] ([HouseholdId], [Month]) WHERE "Counts" = 1');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE UNIQUE INDEX [IX_PaymentBatches_Month_Kind_Slot] ON [PaymentBatches] ([Month], [Kind], [Slot]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_PaymentHolds_HouseholdId_Cause] ON [PaymentHolds] ([HouseholdId], [Cause]) WHERE "ReleasedAt" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE INDEX [IX_PaymentInstructions_HouseholdId_Month] ON [PaymentInstructions] ([HouseholdId], [Month]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE UNIQUE INDEX [IX_PaymentInstructions_PreviousBatch_PreviousNumber] ON [PaymentInstructions] ([PreviousBatch], [PreviousNumber]) WHERE "PreviousNumber" IS NOT NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_PaymentInstructions_Unpaid] ON [PaymentInstructions] ([HouseholdId]) WHERE "State" >= 6 AND "Replaced" = 0');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    EXEC(N'CREATE INDEX [IX_PaymentLines_HouseholdId] ON [PaymentLines] ([HouseholdId]) WHERE "Batch" IS NULL');
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    CREATE INDEX [IX_Recoveries_HouseholdId] ON [Recoveries] ([HouseholdId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261126223905_Payments'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261126223905_Payments', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127020503_Risk'
)
BEGIN
    CREATE TABLE [RiskSearches] (
        [Month] int NOT NULL,
        [Run] int NOT NULL,
        [Version] int NOT NULL,
        [DoneAt] datetime2 NOT NULL,
        [Households] int NOT NULL,
        CONSTRAINT [PK_RiskSearches] PRIMARY KEY ([Month]),
        CONSTRAINT [FK_RiskSearches_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127020503_Risk'
)
BEGIN
    CREATE TABLE [RiskSignals] (
        [Month] int NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Score] int NOT NULL,
        [Amount] bigint NOT NULL,
        [Signals] varbinary(145) NOT NULL,
        CONSTRAINT [PK_RiskSignals] PRIMARY KEY ([Month], [HouseholdId]),
        CONSTRAINT [FK_RiskSignals_Cycles_Month] FOREIGN KEY ([Month]) REFERENCES [Cycles] ([Month]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127020503_Risk'
)
BEGIN
    CREATE INDEX [IX_RiskSignals_Month_Score_HouseholdId] ON [RiskSignals] ([Month], [Score] DESC, [HouseholdId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127020503_Risk'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127020503_Risk', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127042640_PaymentObjections'
)
BEGIN
    CREATE TABLE [PaymentObjections] (
        [HouseholdId] binary(16) NOT NULL,
        [Objection] nvarchar(60) NOT NULL,
        [Month] int NOT NULL,
        CONSTRAINT [PK_PaymentObjections] PRIMARY KEY ([HouseholdId], [Objection])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127042640_PaymentObjections'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127042640_PaymentObjections', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127062034_TicketCounts'
)
BEGIN
    INSERT INTO [ObjectionCounts] ([Scope], [DueOn], [StartedOn], [Held], [Waiting], [Shard], [Cases])
    SELECT t.[Scope], t.[DueOn], t.[StartedOn], t.[Held], t.[Waiting], 0, COUNT(*)
    FROM (
        SELECT CONCAT('q/voice-', [Unit]) AS [Scope], [DueOn],
            CAST(DATEADD(hour, 3, [OpenedAt]) AS date) AS [StartedOn],
            CAST(CASE WHEN [Assignee] IS NULL THEN 0 ELSE 1 END AS bit) AS [Held],
            CAST(CASE WHEN [State] = 3 THEN 1 ELSE 0 END AS bit) AS [Waiting]
        FROM [Tickets] WHERE [EndedAt] IS NULL) AS t
    GROUP BY t.[Scope], t.[DueOn], t.[StartedOn], t.[Held], t.[Waiting];
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127062034_TicketCounts'
)
BEGIN
    MERGE [ObjectionCounts] AS c
    USING (
        SELECT t.[Scope], t.[DueOn], t.[StartedOn], t.[Waiting], COUNT(*) AS [Cases]
        FROM (
            SELECT CONCAT('s/', [Assignee]) AS [Scope], [DueOn],
                CAST(DATEADD(hour, 3, [OpenedAt]) AS date) AS [StartedOn],
                CAST(CASE WHEN [State] = 3 THEN 1 ELSE 0 END AS bit) AS [Waiting]
            FROM [Tickets] WHERE [EndedAt] IS NULL AND [Assignee] IS NOT NULL) AS t
        GROUP BY t.[Scope], t.[DueOn], t.[StartedOn], t.[Waiting]) AS n
    ON c.[Scope] = n.[Scope] AND c.[DueOn] = n.[DueOn] AND c.[StartedOn] = n.[StartedOn]
        AND c.[Held] = 1 AND c.[Waiting] = n.[Waiting] AND c.[Shard] = 0
    WHEN MATCHED THEN UPDATE SET [Cases] = c.[Cases] + n.[Cases]
    WHEN NOT MATCHED THEN
        INSERT ([Scope], [DueOn], [StartedOn], [Held], [Waiting], [Shard], [Cases])
        VALUES (n.[Scope], n.[DueOn], n.[StartedOn], 1, n.[Waiting], 0, n.[Cases]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127062034_TicketCounts'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127062034_TicketCounts', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE TABLE [IncomeSubmissions] (
        [Id] binary(16) NOT NULL,
        [Partner] nvarchar(100) NOT NULL,
        [RequestId] binary(16) NOT NULL,
        [LastRequestId] binary(16) NOT NULL,
        [State] tinyint NOT NULL,
        [Records] bigint NOT NULL,
        [Received] bigint NOT NULL,
        [Checked] bigint NOT NULL,
        [Accepted] bigint NOT NULL,
        [RepeatedBefore] bigint NOT NULL,
        [Refused] bigint NOT NULL,
        [RecordsSha256] varbinary(32) NULL,
        [Signature] varbinary(64) NULL,
        [KeyId] nvarchar(100) NULL,
        [Purpose] int NOT NULL,
        [Reference] nvarchar(100) NOT NULL,
        [LegalBasis] nvarchar(200) NOT NULL,
        [Receipt] varbinary(max) NULL,
        [OpenedAt] datetime2 NOT NULL,
        [ChangedAt] datetime2 NOT NULL,
        [FinishedAt] datetime2 NULL,
        CONSTRAINT [PK_IncomeSubmissions] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE TABLE [IncomeRecords] (
        [Partner] nvarchar(100) NOT NULL,
        [RecordIndex] varbinary(32) NOT NULL,
        [PersonIndex] varbinary(32) NOT NULL,
        [Month] int NOT NULL,
        [Kind] tinyint NOT NULL,
        [Halalas] bigint NOT NULL,
        [ObservedAt] datetime2 NOT NULL,
        [Withdraws] bit NOT NULL,
        [WithdrawnAt] datetime2 NULL,
        [TakenAt] datetime2 NOT NULL,
        [SubmissionId] binary(16) NOT NULL,
        [Position] bigint NOT NULL,
        CONSTRAINT [PK_IncomeRecords] PRIMARY KEY ([Partner], [RecordIndex]),
        CONSTRAINT [FK_IncomeRecords_IncomeSubmissions_SubmissionId] FOREIGN KEY ([SubmissionId]) REFERENCES [IncomeSubmissions] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE TABLE [IncomeSubmissionParts] (
        [SubmissionId] binary(16) NOT NULL,
        [First] bigint NOT NULL,
        [Count] int NOT NULL,
        [ContentSealed] varbinary(max) NOT NULL,
        CONSTRAINT [PK_IncomeSubmissionParts] PRIMARY KEY ([SubmissionId], [First]),
        CONSTRAINT [FK_IncomeSubmissionParts_IncomeSubmissions_SubmissionId] FOREIGN KEY ([SubmissionId]) REFERENCES [IncomeSubmissions] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE TABLE [IncomeSubmissionRefusals] (
        [SubmissionId] binary(16) NOT NULL,
        [Position] bigint NOT NULL,
        [Record] nvarchar(64) NOT NULL,
        [Problem] tinyint NOT NULL,
        CONSTRAINT [PK_IncomeSubmissionRefusals] PRIMARY KEY ([SubmissionId], [Position]),
        CONSTRAINT [FK_IncomeSubmissionRefusals_IncomeSubmissions_SubmissionId] FOREIGN KEY ([SubmissionId]) REFERENCES [IncomeSubmissions] ([Id]) ON DELETE NO ACTION
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE INDEX [IX_IncomeRecords_PersonIndex_Kind_Month] ON [IncomeRecords] ([PersonIndex], [Kind], [Month]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE INDEX [IX_IncomeRecords_SubmissionId] ON [IncomeRecords] ([SubmissionId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE UNIQUE INDEX [IX_IncomeSubmissions_Partner_RequestId] ON [IncomeSubmissions] ([Partner], [RequestId]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    CREATE INDEX [IX_IncomeSubmissions_State_ChangedAt] ON [IncomeSubmissions] ([State], [ChangedAt]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127063403_Submissions'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127063403_Submissions', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    CREATE TABLE [VerificationCursors] (
        [Id] int NOT NULL,
        [Sequence] bigint NOT NULL,
        [Day] date NOT NULL,
        CONSTRAINT [PK_VerificationCursors] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    CREATE TABLE [VerificationQuestions] (
        [Id] binary(16) NOT NULL,
        [Partner] nvarchar(100) NOT NULL,
        [HouseholdId] binary(16) NOT NULL,
        [Member] int NOT NULL,
        [About] tinyint NOT NULL,
        [Month] int NOT NULL,
        [State] tinyint NOT NULL,
        [AskedAt] datetime2 NOT NULL,
        [WaitingSince] datetime2 NOT NULL,
        [AnswerBy] datetime2 NOT NULL,
        [NotBefore] datetime2 NOT NULL,
        [LeasedBy] binary(16) NULL,
        [LeasedUntil] datetime2 NULL,
        [AnsweredAt] datetime2 NULL,
        [AnswerIndex] varbinary(32) NULL,
        [Value] bigint NULL,
        [ObservedOn] date NULL,
        CONSTRAINT [PK_VerificationQuestions] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Day', N'Sequence') AND [object_id] = OBJECT_ID(N'[VerificationCursors]'))
        SET IDENTITY_INSERT [VerificationCursors] ON;
    EXEC(N'INSERT INTO [VerificationCursors] ([Id], [Day], [Sequence])
    VALUES (1, ''2017-12-01'', CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Day', N'Sequence') AND [object_id] = OBJECT_ID(N'[VerificationCursors]'))
        SET IDENTITY_INSERT [VerificationCursors] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    CREATE UNIQUE INDEX [IX_VerificationQuestions_HouseholdId_Member_About_Partner] ON [VerificationQuestions] ([HouseholdId], [Member], [About], [Partner]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    CREATE INDEX [IX_VerificationQuestions_LeasedBy] ON [VerificationQuestions] ([LeasedBy]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    CREATE INDEX [IX_VerificationQuestions_Partner_State_NotBefore] ON [VerificationQuestions] ([Partner], [State], [NotBefore]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127071309_Verifications'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127071309_Verifications', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    CREATE TABLE [AuditEntries] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Roles] nvarchar(200) NOT NULL,
        [Call] nvarchar(200) NOT NULL,
        [CorrelationId] nvarchar(100) NOT NULL,
        [Subject] nvarchar(60) NOT NULL,
        [Key] nvarchar(200) NOT NULL,
        [HouseholdId] binary(16) NULL,
        [Change] tinyint NOT NULL,
        [ContentHash] varbinary(32) NOT NULL,
        [ContentSealed] varbinary(max) NULL,
        [Number] bigint NULL,
        [Hash] varbinary(32) NULL,
        CONSTRAINT [PK_AuditEntries] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    CREATE TABLE [AuditHeads] (
        [Id] int NOT NULL,
        [Number] bigint NOT NULL,
        [Hash] varbinary(32) NOT NULL,
        CONSTRAINT [PK_AuditHeads] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Hash', N'Number') AND [object_id] = OBJECT_ID(N'[AuditHeads]'))
        SET IDENTITY_INSERT [AuditHeads] ON;
    EXEC(N'INSERT INTO [AuditHeads] ([Id], [Hash], [Number])
    VALUES (1, 0x0000000000000000000000000000000000000000000000000000000000000000, CAST(0 AS bigint))');
    IF EXISTS (SELECT * FROM [sys].[identity_columns] WHERE [name] IN (N'Id', N'Hash', N'Number') AND [object_id] = OBJECT_ID(N'[AuditHeads]'))
        SET IDENTITY_INSERT [AuditHeads] OFF;
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_HouseholdId_At] ON [AuditEntries] ([HouseholdId], [At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    CREATE INDEX [IX_AuditEntries_Number] ON [AuditEntries] ([Number]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261127140933_Audit'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261127140933_Audit', N'10.0.14');
END;

COMMIT;
GO

BEGIN TRANSACTION;
IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261128020629_AccessLists'
)
BEGIN
    CREATE TABLE [AccessListHouseholds] (
        [HouseholdId] binary(16) NOT NULL,
        [AccessListId] binary(16) NOT NULL,
        CONSTRAINT [PK_AccessListHouseholds] PRIMARY KEY ([HouseholdId], [AccessListId])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261128020629_AccessLists'
)
BEGIN
    CREATE TABLE [AccessLists] (
        [Id] binary(16) NOT NULL,
        [At] datetime2 NOT NULL,
        [Actor] nvarchar(100) NOT NULL,
        [Roles] nvarchar(200) NOT NULL,
        [Call] nvarchar(200) NOT NULL,
        [Purpose] int NOT NULL,
        [Reference] nvarchar(100) NOT NULL,
        [LegalBasis] nvarchar(200) NOT NULL,
        [Outcome] int NOT NULL,
        [Households] varbinary(max) NOT NULL,
        CONSTRAINT [PK_AccessLists] PRIMARY KEY ([Id])
    );
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261128020629_AccessLists'
)
BEGIN
    CREATE INDEX [IX_AccessLists_At] ON [AccessLists] ([At]);
END;

IF NOT EXISTS (
    SELECT * FROM [Migrations]
    WHERE [MigrationId] = N'20261128020629_AccessLists'
)
BEGIN
    INSERT INTO [Migrations] ([MigrationId], [ProductVersion])
    VALUES (N'20261128020629_AccessLists', N'10.0.14');
END;

COMMIT;
GO
